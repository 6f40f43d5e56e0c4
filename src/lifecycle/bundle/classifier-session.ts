/** @file A graph that classifies: checked against its bundle once, then only run. */
import { createSession } from "../../numeric/runtime/index.ts";
import { GraphMismatchError } from "./errors.ts";
import type { Feeds } from "./feeds.ts";
import type { ScoreKind } from "./predictor.ts";

/** A loaded graph. Native memory: release it. */
export interface ClassifierSession {
  /** Probabilities or logits, row-major [batch, labels]. Blocks its thread while it computes. */
  run(feeds: Feeds, output: ScoreKind): Promise<Float32Array>;
  /** Shares of the attention, row-major [batch, tokens]; present where the graph has attention. */
  readonly attend?: ((feeds: Feeds) => Promise<Float32Array>) | undefined;
  release(): Promise<void>;
}

/** Loads a graph that must take these inputs. @throws GraphMismatchError, and what `createSession` throws */
export async function openClassifierSession(
  onnx: Uint8Array,
  inputs: readonly string[],
  labels: number,
): Promise<ClassifierSession> {
  const session = await createSession(onnx);
  const taken = session.inputNames.toSorted().join(", ");
  const given = inputs.toSorted().join(", ");
  if (taken !== given || !session.outputNames.includes("probabilities")) {
    await session.release();
    throw new GraphMismatchError(
      taken === given ? 'it has no output "probabilities"' : `it takes ${taken}, but the text pipeline gives ${given}`,
    );
  }
  return {
    async run(feeds, output) {
      const scores = (await session.run(feeds))[output];
      const columns = scores?.shape.at(-1);
      if (scores?.type !== "float32" || columns !== labels)
        throw new GraphMismatchError(`its ${output} are for ${columns} labels, but the bundle has ${labels}`);
      return scores.data as Float32Array;
    },
    attend: session.outputNames.includes("attention")
      ? async (feeds) => (await session.run(feeds))["attention"]!.data as Float32Array
      : undefined,
    release: () => session.release(),
  };
}
