/** @file Trains a transformer to predict tokens: those that were masked, or each next one. */
import { createRandom, type Random } from "../../foundation/index.ts";
import { createKernels } from "../../numeric/kernels/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { tokenBatches } from "../bundle/index.ts";
import { languageModelGraph } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import type { TransformerConfig } from "../transformer/index.ts";
import type { StateArrays } from "./checkpoint.ts";
import type { Engine } from "./engine.ts";
import { createDropoutFeeds, tensor, tokenFeeds } from "./graph-feeds.ts";
import { addGradients, createGraphWeights } from "./graph-weights.ts";
import type { TokenBatch } from "./looked-up-rows.ts";
import { type Masking, maskTokens, nextTokens, type TokenTargets } from "./masked-tokens.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";

/** What a language model is trained on; plain data over shared buffers. */
export interface LanguageModelJob {
  readonly transformer: TransformerConfig;
  readonly config: MinibatchConfig;
  /** Absent where each token predicts the next one. */
  readonly masking: Masking | undefined;
  readonly train: TokenRows;
  readonly validation: TokenRows | undefined;
  readonly seed: number;
  readonly threads: number;
  readonly start: StateArrays;
}

/** An engine whose validation scores are two numbers: the sum of the losses, and how many there are. */
export async function createLanguageModelEngine(job: LanguageModelJob): Promise<Engine> {
  const { transformer, config, start, threads, seed, masking, validation } = job;
  const training = languageModelGraph(transformer, { trains: true });
  const shares = new Map(Object.keys(training.weights).map((name) => [name, 1]));
  const tables = addGradients(training, shares);
  const scoring = languageModelGraph(transformer, { trains: false });
  scoring.graph.output("losses", scoring.losses);
  const trainer = await createSession(encodeModel(training.graph, { resultsInOrder: true }), { threads });
  const scorer = await createSession(encodeModel(scoring.graph), { threads });
  const kernels = createKernels();
  const weights = createGraphWeights(kernels, training, { config, start, shares, tables });
  const dropoutFeeds = createDropoutFeeds(kernels, training, { seed, byKernels: true });
  const random = createRandom(seed).split("masks");

  /** Inputs of a batch with what it is asked; `undefined` where nothing can be asked. */
  function ask(tokens: TokenRows, rows: Uint32Array, chance: Random) {
    const batch = weights.exchange.read(tokens, rows);
    const targets = targetsOf(batch, masking, chance);
    if (targets.places.length === 0) return undefined;
    const feeds = { ...tokenFeeds(batch), ...targetFeeds(targets), ...weights.feeds(batch.ids) };
    return { batch, feeds, targets };
  }

  return {
    ...weights,
    async accumulate({ rows, key }, share) {
      const asked = ask(job.train, rows, random.split(String(key)));
      if (asked === undefined) return 0;
      const results = await trainer.run({ ...asked.feeds, ...dropoutFeeds(key, asked.batch) });
      weights.add(results, asked.batch, share);
      return Number(results["loss"]!.data[0]);
    },
    async scoreValidation() {
      const sums = new Float32Array(2);
      if (validation === undefined) return sums;
      let [total, count] = [0, 0];
      for (const [number, order] of [...tokenBatches(validation)].entries()) {
        const asked = ask(validation, Uint32Array.from(order), random.split(`validation ${number}`));
        if (asked === undefined) continue;
        const { losses } = await scorer.run(asked.feeds);
        for (const loss of losses!.data as Float32Array) total += loss;
        count += asked.targets.places.length;
      }
      return Float32Array.of(total, count);
    },
    async close() {
      await trainer.release();
      await scorer.release();
    },
  };
}

function targetsOf(batch: TokenBatch, masking: Masking | undefined, chance: Random): TokenTargets {
  return masking === undefined ? nextTokens(batch) : maskTokens(batch, masking, chance);
}

function targetFeeds({ places, labels }: TokenTargets) {
  const int64 = (values: readonly number[]) => tensor("int64", [values.length], BigInt64Array.from(values, BigInt));
  return { places: int64(places), label_ids: int64(labels) };
}
