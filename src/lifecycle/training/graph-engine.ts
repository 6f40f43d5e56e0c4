/**
 * @file Trains any architecture of token ids through its graph: ONNX Runtime computes loss and gradients, the optimiser
 * steps outside. The plain way; what kernels do faster has to agree with it.
 */
import type { TensorData } from "../../numeric/graph/index.ts";
import { createKernels } from "../../numeric/kernels/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { tokenBatches } from "../bundle/index.ts";
import { labelIndicators, selectLabelSets } from "../labels/index.ts";
import { modelGraph, trainingGraph } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import type { Engine } from "./engine.ts";
import { createDropoutFeeds, tensor, tokenFeeds } from "./graph-feeds.ts";
import { addGradients, createGraphWeights } from "./graph-weights.ts";
import type { MinibatchJob } from "./minibatch-job.ts";
import { rateShares } from "./trainable.ts";
import type { LabelTargets } from "./training-task.ts";

/** An engine that runs the training graph. */
export async function createGraphEngine(job: MinibatchJob): Promise<Engine> {
  const { model, config, start, labelWeights, validation } = job;
  const size = { labels: job.labels, features: job.features, task: job.task };
  const training = trainingGraph(model, size, config.loss, { recomputes: config.memory === "low" });
  const shares = rateShares(model, size, config);
  const tables = addGradients(training, shares);
  const trainer = await createSession(encodeModel(training.graph, { resultsInOrder: true }), { threads: job.threads });
  const scorer = await createSession(encodeModel(modelGraph(model, size)), { threads: job.threads });

  const kernels = createKernels();
  const weights = createGraphWeights(kernels, training, { config, start, shares, tables });
  const dropoutFeeds = createDropoutFeeds(kernels, training, {
    seed: job.seed,
    byKernels: model.type === "transformer/v1",
  });

  /** The graph's inputs for these texts. */
  function feedsOf(tokens: TokenRows, rows: Uint32Array) {
    const batch = weights.exchange.read(tokens, rows);
    return { batch, feeds: { ...tokenFeeds(batch), ...weights.feeds(batch.ids) } };
  }

  return {
    ...weights,
    async accumulate({ rows, key }, share) {
      const { batch, feeds } = feedsOf(job.train.tokens, rows);
      const results = await trainer.run({
        ...feeds,
        ...targetFeeds(job.train, rows, job.labels, labelWeights),
        ...dropoutFeeds(key, batch),
      });
      weights.add(results, batch, share);
      return Number(results["loss"]!.data[0]);
    },
    async scoreValidation() {
      if (validation === undefined) return new Float32Array(0);
      const { labels } = job;
      const all = new Float32Array(validation.tokens.rows * labels);
      for (const order of tokenBatches(validation.tokens)) {
        const results = await scorer.run(feedsOf(validation.tokens, Uint32Array.from(order)).feeds);
        const scores = results["logits"]!.data as Float32Array;
        for (const [at, row] of order.entries()) all.set(scores.subarray(at * labels, (at + 1) * labels), row * labels);
      }
      return all;
    },
    async close() {
      await trainer.release();
      await scorer.release();
    },
  };
}

/** What is true of the texts that `rows` names, and how much it counts. */
function targetFeeds(
  { labelIds, labelSets }: LabelTargets,
  rows: Uint32Array,
  labels: number,
  labelWeights: Float64Array | undefined,
): Readonly<Record<string, TensorData>> {
  if (labelSets === undefined) {
    const ids = Array.from(rows, (row) => labelIds[row]!);
    const exampleWeights = Float32Array.from(ids, (label) => labelWeights?.[label] ?? 1);
    return {
      label_ids: tensor("int64", [rows.length], BigInt64Array.from(ids, BigInt)),
      example_weights: tensor("float32", [rows.length], exampleWeights),
    };
  }
  const targets = Float32Array.from(labelIndicators(selectLabelSets(labelSets, rows), labels));
  const weights = targets.map((target, at) => labelWeights?.[2 * (at % labels) + target] ?? 1);
  const shape = [rows.length, labels];
  return { label_targets: tensor("float32", shape, targets), target_weights: tensor("float32", shape, weights) };
}
