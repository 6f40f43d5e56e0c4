/** @file A worker thread that runs the graph of a sequence model, off the server's own thread. */
import { serveTasks, Transfer } from "../../foundation/index.ts";
import type { TokenRows } from "../text/index.ts";
import { type ClassifierSession, openClassifierSession } from "./classifier-session.ts";
import { tokenFeeds } from "./feeds.ts";
import type { ScoreKind } from "./predictor.ts";

/** The model that all tasks of one pool use; shared memory. */
export interface ScoreModel {
  readonly onnx: Uint8Array<SharedArrayBuffer>;
  readonly inputs: readonly string[];
  readonly labels: number;
}

/** The rows that `order` names. */
export interface ScoreRequest {
  readonly model: ScoreModel;
  readonly tokens: TokenRows;
  readonly order: Int32Array;
  readonly output: ScoreKind;
}

let opened: Promise<ClassifierSession> | undefined;

/** One model for the life of the thread; ending the thread releases it. ONNX Runtime needs bytes that aren't shared. */
function sessionOf({ onnx, inputs, labels }: ScoreModel): Promise<ClassifierSession> {
  opened ??= openClassifierSession(Uint8Array.from(onnx), inputs, labels);
  return opened;
}

serveTasks({
  async open(model: ScoreModel) {
    await sessionOf(model);
  },
  async score({ model, tokens, order, output }: ScoreRequest) {
    const session = await sessionOf(model);
    const scores = await session.run(tokenFeeds(tokens, order), output);
    return new Transfer(scores, [scores.buffer as ArrayBuffer]);
  },
});
