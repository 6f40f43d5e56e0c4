/** @file Contrastive training, as the caller's thread sees it: pairs, the encoder in a worker thread, then the head. */
import { createRandom, createWorkerPool, siblingModule } from "../../foundation/index.ts";
import { fitLogistic, fitOneVsRest } from "../../numeric/linear/index.ts";
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { rowsOfEachLabel } from "../labels/index.ts";
import { embeddingWeights, startingWeightsOf, textEmbedding, WrongEncodingError } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import { labelSetWeights } from "./class-weights.ts";
import type { ContrastiveConfig } from "./contrastive.config.ts";
import type { ContrastiveJob } from "./contrastive-engine.ts";
import { drawPairs } from "./contrastive-pairs.ts";
import type { ContrastiveRequest, ContrastiveResult } from "./contrastive-worker.ts";
import { boundedLogOdds } from "./log-odds.ts";
import { loopProgress } from "./loop-context.ts";
import { type MinibatchConfig, minibatchConfig } from "./minibatch.config.ts";
import { exampleWeights } from "./one-vs-rest-fit.ts";
import { taskDigest } from "./task-digest.ts";
import { type FoundWeights, modelSize } from "./trained-model.ts";
import type { LabelledTexts, TrainingOptions, TrainingTask } from "./training-task.ts";
import { validationFigures } from "./validation-figures.ts";

type ContrastiveTask = TrainingTask & { readonly training: ContrastiveConfig };

/**
 * SetFit (Tunstall et al. 2022): the encoder is trained on pairs, then logistic regression on the embeddings of the
 * training texts, as they are pooled. The last epoch's history has the validation set's figures, which choose nothing.
 * @throws NoEmbeddingError, TooLittleDataError, DivergedError, CancelledError, and with a checkpoint folder what checkpoints
 * throw
 */
export async function trainContrastively(task: ContrastiveTask, options: TrainingOptions): Promise<FoundWeights> {
  const { model, validation, labels } = task;
  const { head } = textEmbedding(model);
  const job = contrastiveJob(task);
  const { weights, epochs, bestEpoch, stoppedEarly, ...found } = await trainEncoder(task, job, options);
  const dense = await fitHead(task, found.embeddings, options);
  const last = epochs.at(-1)!;
  const figures =
    validation === null
      ? {}
      : validationFigures(scoresOf(found.validationEmbeddings, dense), validation, labels.length, undefined);
  return {
    weights: { ...weights, [head.weight]: dense.weight, [head.bias]: dense.bias },
    history: {
      epochs: epochs.with(-1, { ...last, metrics: { ...last.metrics, ...figures } }),
      bestEpoch,
      stoppedEarly,
    },
  };
}

function contrastiveJob(task: ContrastiveTask): ContrastiveJob {
  const { model, training, features, seed, threads, train, validation } = task;
  const size = modelSize(task);
  return {
    ...{ model, features, seed, threads, task: task.task },
    config: stepsOf(training),
    labels: size.labels,
    pairs: drawPairs(train, training.iterations, createRandom(seed).split("pairs")),
    train: tokensOf(task, train),
    validation: validation === null ? undefined : tokensOf(task, validation),
    start: startingWeightsOf(embeddingWeights(model, size), seed, task.startingWeights),
  };
}

/** The settings as those of mini-batches; the last epoch's weights are kept. */
function stepsOf({ type: _, iterations: _pairs, head: _head, ...steps }: ContrastiveConfig): MinibatchConfig {
  return minibatchConfig.parse({ type: "minibatch/v1", ...steps, checkpointMetric: null });
}

function tokensOf({ model }: ContrastiveTask, { encoded }: LabelledTexts): TokenRows {
  if (encoded.kind !== "tokens") throw new WrongEncodingError(model.type, "tokens", encoded.kind);
  return encoded.tokens;
}

async function trainEncoder(
  task: ContrastiveTask,
  job: ContrastiveJob,
  options: TrainingOptions,
): Promise<ContrastiveResult> {
  const { checkpointFolder, checkpointIntervalMs, resume = false, signal } = options;
  const digest = checkpointFolder === undefined ? "" : taskDigest(task);
  const request: ContrastiveRequest = { job, taskDigest: digest, checkpointFolder, checkpointIntervalMs, resume };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "contrastive-worker"), threads: 1 });
  try {
    return await pool.run<ContrastiveResult>("train", request, { signal, progress: loopProgress(options) });
  } finally {
    await pool.close();
  }
}

/** A dense layer: `weight` [outputs, width], `bias` [outputs], an output for each label. */
interface DenseLayer {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** Logistic regression over embeddings; where texts may have several labels, one for each label. */
async function fitHead(task: ContrastiveTask, embeddings: Float32Array, options: TrainingOptions): Promise<DenseLayer> {
  const { labels, train, threads, training } = task;
  const { signal } = options;
  const { classWeights, ...fitting } = training.head;
  const outputs = labels.length;
  if (train.labelSets !== undefined) {
    const matrix = compressedRows(embeddings, train.labelSets.offsets.length - 1);
    const { coefficients, intercepts } = await fitOneVsRest(matrix, rowsOfEachLabel(train.labelSets, outputs), {
      ...{ ...fitting, threads, signal },
      labelWeights: labelSetWeights(classWeights, labels, train.labelSets),
    });
    return { weight: transposed(coefficients, outputs), bias: Float32Array.from(intercepts, boundedLogOdds) };
  }
  const matrix = compressedRows(embeddings, train.labelIds.length);
  const fit = await fitLogistic(matrix, train.labelIds, {
    ...{ ...fitting, classes: outputs, threads, signal },
    sampleWeights: exampleWeights(task, classWeights),
  });
  if (outputs > 2) return { weight: transposed(fit.coefficients, outputs), bias: Float32Array.from(fit.intercepts) };
  // One score decides between two labels: it is the second's, against 0 for the first.
  const width = fit.coefficients.length;
  const weight = new Float32Array(2 * width);
  weight.set(fit.coefficients, width);
  return { weight, bias: Float32Array.of(0, fit.intercepts[0]!) };
}

/** [width, outputs] as [outputs, width]. */
function transposed(coefficients: Float32Array | Float64Array, outputs: number): Float32Array {
  const width = coefficients.length / outputs;
  return Float32Array.from(coefficients, (_, at) => coefficients[(at % width) * outputs + Math.floor(at / width)]!);
}

/** Rows of which every number is an entry. */
function compressedRows(embeddings: Float32Array, rows: number): CompressedRows {
  const columns = embeddings.length / rows;
  const offsets = new Float64Array(new SharedArrayBuffer(8 * (rows + 1)));
  const indices = new Int32Array(new SharedArrayBuffer(4 * embeddings.length));
  const values = new Float32Array(new SharedArrayBuffer(4 * embeddings.length));
  for (let row = 0; row <= rows; row++) offsets[row] = row * columns;
  for (let at = 0; at < indices.length; at++) indices[at] = at % columns;
  values.set(embeddings);
  return { rows, columns, offsets, indices, values };
}

/** Row-major [rows, outputs]. */
function scoresOf(embeddings: Float32Array, { weight, bias }: DenseLayer): Float32Array {
  const outputs = bias.length;
  const width = weight.length / outputs;
  const scores = new Float32Array((embeddings.length / width) * outputs);
  for (let at = 0; at < scores.length; at++) {
    const [row, output] = [Math.floor(at / outputs), at % outputs];
    let sum = bias[output]!;
    for (let column = 0; column < width; column++)
      sum += embeddings[row * width + column]! * weight[output * width + column]!;
    scores[at] = sum;
  }
  return scores;
}
