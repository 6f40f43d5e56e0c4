/** @file Trains a sentence encoder on pairs of texts. */
import { createKernels } from "../../numeric/kernels/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { tokenBatches } from "../bundle/index.ts";
import type { Task } from "../labels/index.ts";
import { contrastiveGraph, type ModelConfig, textEmbeddingGraph } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import type { StateArrays } from "./checkpoint.ts";
import type { TextPairs } from "./contrastive-pairs.ts";
import type { Engine } from "./engine.ts";
import { createDropoutFeeds, tensor, tokenFeeds } from "./graph-feeds.ts";
import { addGradients, createGraphWeights } from "./graph-weights.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { rateShares } from "./trainable.ts";

/** What an encoder is trained on; plain data over shared buffers. */
export interface ContrastiveJob {
  readonly model: ModelConfig;
  /** How the steps are made. */
  readonly config: MinibatchConfig;
  readonly task: Task | undefined;
  /** Number of labels. */
  readonly labels: number;
  /** Size of the vocabulary. */
  readonly features: number;
  readonly pairs: TextPairs;
  readonly train: TokenRows;
  readonly validation: TokenRows | undefined;
  readonly seed: number;
  readonly threads: number;
  /** Starting weights by name; the head's are left aside. */
  readonly start: StateArrays;
}

/** An engine whose examples are pairs. */
export interface ContrastiveEngine extends Engine {
  /** The embeddings of texts, row-major [texts, width], with nothing left out. */
  embed(tokens: TokenRows): Promise<Float32Array>;
}

/** An engine that reads each text of a batch once, however many of its pairs have it. */
export async function createContrastiveEngine(job: ContrastiveJob): Promise<ContrastiveEngine> {
  const { model, config, pairs, seed, threads } = job;
  const size = { labels: job.labels, features: job.features, task: job.task };
  const training = contrastiveGraph(model, size, { recomputes: config.memory === "low" });
  const own = Object.keys(training.weights);
  const shares = new Map([...rateShares(model, size, config)].filter(([name]) => own.includes(name)));
  const tables = addGradients(training, shares);
  const trainer = await createSession(encodeModel(training.graph, { resultsInOrder: true }), { threads });
  const embedder = await createSession(encodeModel(textEmbeddingGraph(model, size)), { threads });
  const kernels = createKernels();
  const start = Object.fromEntries(own.map((name) => [name, job.start[name]!]));
  const weights = createGraphWeights(kernels, training, { config, start, shares, tables });
  const dropoutFeeds = createDropoutFeeds(kernels, training, { seed, byKernels: true });

  return {
    ...weights,
    async accumulate({ rows, key }, share) {
      const { texts, lefts, rights, targets } = takePairs(pairs, rows);
      const batch = weights.exchange.read(job.train, texts);
      const results = await trainer.run({
        ...tokenFeeds(batch),
        ...weights.feeds(batch.ids),
        lefts: tensor("int64", [rows.length], lefts),
        rights: tensor("int64", [rows.length], rights),
        targets: tensor("float32", [rows.length], targets),
        ...dropoutFeeds(key, batch),
      });
      weights.add(results, batch, share);
      return Number(results["loss"]!.data[0]);
    },
    scoreValidation: () => new Float32Array(0),
    async embed(tokens) {
      let all = new Float32Array(0);
      for (const order of tokenBatches(tokens)) {
        const batch = weights.exchange.read(tokens, Uint32Array.from(order));
        const { embeddings } = await embedder.run({ ...tokenFeeds(batch), ...weights.feeds(batch.ids) });
        const width = Number(embeddings!.shape[1]);
        if (all.length === 0) all = new Float32Array(tokens.rows * width);
        const values = embeddings!.data as Float32Array;
        for (const [at, row] of order.entries()) all.set(values.subarray(at * width, (at + 1) * width), row * width);
      }
      return all;
    },
    async close() {
      await trainer.release();
      await embedder.release();
    },
  };
}

/** Some pairs: their texts, each once and ascending, and the pairs as places among these. */
function takePairs(pairs: TextPairs, rows: Uint32Array) {
  const [left, right] = [pairs.lefts, pairs.rights].map((ends) => Array.from(rows, (row) => ends[row]!));
  const texts = Uint32Array.from(new Set([...left!, ...right!])).sort();
  const placeOf = new Map([...texts].map((text, place) => [text, BigInt(place)]));
  const places = (ends: readonly number[]) => BigInt64Array.from(ends, (text) => placeOf.get(text)!);
  return {
    texts,
    lefts: places(left!),
    rights: places(right!),
    targets: Float32Array.from(rows, (row) => pairs.targets[row]!),
  };
}
