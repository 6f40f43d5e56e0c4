/**
 * @file Trains any architecture of token ids through its graph: ONNX Runtime computes loss and gradients, the optimiser
 * steps outside. The plain way; what kernels do faster has to agree with it.
 */
import { createRandom } from "../../foundation/index.ts";
import { gradients, type TensorData } from "../../numeric/graph/index.ts";
import { createKernels } from "../../numeric/kernels/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import {
  clipScale,
  createOptimiser,
  gradientNorm,
  weightDecayOf,
  zeroGradients,
} from "../../numeric/optimise/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { labelIndicators, selectLabelSets } from "../labels/index.ts";
import { modelGraph, trainingGraph } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import { dropoutMask } from "./dropout.ts";
import type { Engine } from "./engine.ts";
import type { MinibatchJob } from "./minibatch-job.ts";
import type { LabelTargets } from "./training-task.ts";

/** Texts of one run when scoring. */
const SCORED_TEXTS = 256;

/** An engine that runs the training graph. */
export async function createGraphEngine(job: MinibatchJob): Promise<Engine> {
  const { model, config, start, labelWeights, validation } = job;
  const size = { labels: job.labels, features: job.features, task: job.task };
  const dropout = job.pooled?.dropout ?? 0;
  const dropoutWidth = dropout === 0 ? 0 : job.pooled!.width;
  const { graph, loss, weights } = trainingGraph(model, size, dropoutWidth);
  const names = Object.keys(weights);
  const slopes = gradients(loss, Object.values(weights));
  graph.output("loss", loss);
  for (const [index, name] of names.entries()) graph.output(`gradient/${name}`, slopes[index]!);
  const trainer = await createSession(encodeModel(graph), { threads: job.threads });

  const scorer = await createSession(encodeModel(modelGraph(model, size)), { threads: job.threads });

  const kernels = createKernels();
  const arrays = (lengthOf: (name: string) => number) =>
    Object.fromEntries(names.map((name) => [name, kernels.memory.float32(lengthOf(name))]));
  const values = arrays((name) => start[name]!.length);
  const sums = arrays((name) => start[name]!.length);
  const fresh = arrays((name) => start[name]!.length);
  const optimiser = createOptimiser(
    kernels,
    config.optimiser,
    names.map((name) => ({ name, values: values[name]!, weightDecay: weightDecayOf(config.weightDecay, name) })),
  );
  const random = createRandom(job.seed).split("dropout");
  const weightFeeds = () =>
    Object.fromEntries(
      names.map((name) => [name, tensor("float32", weights[name]!.shape as readonly number[], values[name]!)]),
    );

  const engine: Engine = {
    async accumulate({ rows, key }, share) {
      const count = rows.length;
      const mask = dropoutMask(random.split(String(key)), count * dropoutWidth, dropout);
      const results = await trainer.run({
        ...tokenFeeds(job.train.tokens, rows),
        ...targetFeeds(job.train, rows, job.labels, labelWeights),
        ...(dropoutWidth === 0 ? {} : { dropout_mask: tensor("float32", [count, dropoutWidth], mask) }),
        ...weightFeeds(),
      });
      for (const name of names) {
        fresh[name]!.set(results[`gradient/${name}`]!.data as Float32Array);
        kernels.addScaled(sums[name]!, fresh[name]!, share);
      }
      return Number(results["loss"]!.data[0]);
    },
    step(step, learningRate) {
      const limit = config.gradientClip;
      const gradientScale = limit === null ? 1 : clipScale(gradientNorm(kernels, sums), limit);
      optimiser.step(sums, { step, learningRate, gradientScale });
      zeroGradients(kernels, sums);
    },
    async scoreValidation() {
      const texts = validation?.tokens.rows ?? 0;
      const all = new Float32Array(texts * job.labels);
      for (let first = 0; first < texts; first += SCORED_TEXTS) {
        const count = Math.min(SCORED_TEXTS, texts - first);
        const rows = Uint32Array.from({ length: count }, (_, index) => first + index);
        const results = await scorer.run({
          ...tokenFeeds(validation!.tokens, rows),
          ...weightFeeds(),
        });
        all.set(results["logits"]!.data as Float32Array, first * job.labels);
      }
      return all;
    },
    weights: () => Object.fromEntries(names.map((name) => [name, Float32Array.from(values[name]!)])),
    optimiserState: () => optimiser.state(),
    restore(saved, optimiserState) {
      for (const name of names) values[name]!.set(saved[name]!);
      if (Object.keys(optimiserState).length > 0) optimiser.restore(optimiserState);
    },
    async close() {
      await trainer.release();
      await scorer.release();
    },
  };
  engine.restore(start, {});
  return engine;
}

/** Inputs for the texts that `rows` names, padded at the end to the longest of them. */
function tokenFeeds({ ids, offsets }: TokenRows, rows: Uint32Array): Readonly<Record<string, TensorData>> {
  let tokens = 1;
  for (const row of rows) tokens = Math.max(tokens, offsets[row + 1]! - offsets[row]!);
  const shape = [rows.length, tokens];
  const inputIds = new BigInt64Array(rows.length * tokens);
  const mask = new BigInt64Array(rows.length * tokens);
  for (const [position, row] of rows.entries()) {
    let at = position * tokens;
    for (let token = offsets[row]!; token < offsets[row + 1]!; token++, at++) {
      inputIds[at] = BigInt(ids[token]!);
      mask[at] = 1n;
    }
  }
  return { input_ids: tensor("int64", shape, inputIds), attention_mask: tensor("int64", shape, mask) };
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

function tensor<Type extends TensorData["type"]>(
  type: Type,
  shape: readonly number[],
  data: TensorData<Type>["data"],
): TensorData<Type> {
  return { type, shape, data };
}
