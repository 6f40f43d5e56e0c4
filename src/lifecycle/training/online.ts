/** @file Online training, as the caller's thread sees it: it makes the tables, starts the threads and waits. */
import { createWorkerPool, siblingModule } from "../../foundation/index.ts";
import { bagWeights, createBagModel, setBagRows } from "../../numeric/kernels/index.ts";
import { hasLabelSets } from "../labels/index.ts";
import { WrongEncodingError } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import { labelSetWeights, labelWeights } from "./class-weights.ts";
import { denseLayer } from "./dense-layer.ts";
import { WrongTrainingError } from "./errors.ts";
import type { OnlineConfig } from "./online.config.ts";
import { type OnlineJob, TAKEN } from "./online-job.ts";
import { labelsOf, sharedCopy } from "./shared-labels.ts";
import { type FoundWeights, modelSize } from "./trained-model.ts";
import type { EpochFigures, LabelledTexts, TrainingOptions, TrainingTask } from "./training-task.ts";
import { validationFigures } from "./validation-figures.ts";

type OnlineTrainingTask = TrainingTask & { readonly training: OnlineConfig };

/** Ids of one batch; a longer text makes it longer. */
const BATCH_IDS = 1 << 17;

/**
 * Finds weights text by text. In one thread the same task gives the same bits; there are no checkpoints, as it takes
 * seconds: resuming starts over.
 */
export async function trainOnline(
  task: OnlineTrainingTask,
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { model, training, labels, features, train, validation, seed } = task;
  if (model.type !== "fast-text/v1") throw new WrongTrainingError(model.type, training.type, []);
  const tokens = tokenRows(model.type, train);
  const heldOut = validation === null ? null : tokenRows(model.type, validation);
  const oneVsAll = hasLabelSets(task.task) || training.loss === "one-vs-all";
  const threads = training.deterministic ? 1 : task.threads;
  const bag = createBagModel(
    {
      rows: features,
      width: model.width,
      labels: labels.length,
      threads,
      batchTexts: TAKEN,
      batchIds: Math.max(BATCH_IDS, longestText(tokens), heldOut === null ? 0 : longestText(heldOut)),
      batchLabels: Math.max(1 << 14, labels.length),
    },
    weightsOfLabels(task, oneVsAll),
  );
  const { epochs, learningRate } = training;
  const job: OnlineJob = {
    model: bag,
    tokens,
    labels: labelsOf(train),
    epochs,
    learningRate,
    oneVsAll,
    seed,
    cursor: new Int32Array(new SharedArrayBuffer(epochs * 4)),
    losses: new Float64Array(new SharedArrayBuffer(epochs * threads * 8)),
  };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "online-worker"), threads });
  const finished = new Int32Array(epochs);
  const history: EpochFigures[] = [];
  try {
    await Promise.all(Array.from({ length: threads }, (_, thread) => pool.run("fill", { job, thread }, { signal })));
    if (task.startingVectors !== undefined) setBagRows(bag, task.startingVectors.vectors, task.startingVectors.isFound);
    await Promise.all(
      Array.from({ length: threads }, (_, thread) =>
        pool.run(
          "train",
          { job, thread },
          {
            signal,
            progress(event) {
              if (event.unit !== "epochs") progress?.(event);
              else if (++finished[event.done - 1]! === threads) {
                const figures = epochFigures(job, event.done);
                history.push(figures);
                onEpoch?.(figures);
              }
            },
          },
        ),
      ),
    );
    progress?.({
      task: "Training",
      done: epochs * tokens.rows,
      total: epochs * tokens.rows,
      unit: "texts",
      finished: true,
    });
    const last = history.at(-1);
    if (validation !== null && heldOut !== null && last !== undefined) {
      const scores = await pool.run<Float32Array>("score", { job, thread: 0, tokens: heldOut }, { signal });
      const figures = validationFigures(scores, validation, labels.length, undefined);
      history[history.length - 1] = { epoch: last.epoch, metrics: { ...last.metrics, ...figures } };
    }
  } finally {
    await pool.close();
  }
  const { embedding, dense } = bagWeights(bag);
  return {
    weights: { "embedding.weight": embedding, "dense.weight": denseLayer(dense, modelSize(task), oneVsAll) },
    history: { epochs: history, bestEpoch: history.length, stoppedEarly: false },
  };
}

function epochFigures(
  { losses, model, tokens, oneVsAll, learningRate, epochs }: OnlineJob,
  epoch: number,
): EpochFigures {
  let sum = 0;
  for (let thread = 0; thread < model.threads; thread++) sum += losses[(epoch - 1) * model.threads + thread]!;
  return {
    epoch,
    metrics: {
      loss: sum / (tokens.rows * (oneVsAll ? model.labels : 1)),
      "learning-rate": learningRate * (1 - epoch / epochs),
    },
  };
}

/** See `createBagModel`. */
function weightsOfLabels({ training, labels, train }: OnlineTrainingTask, oneVsAll: boolean): Float64Array | undefined {
  const { classWeights } = training;
  if (train.labelSets !== undefined) return labelSetWeights(classWeights, labels, train.labelSets);
  const weights = labelWeights(classWeights, labels, train.labelIds);
  return oneVsAll && weights !== undefined ? Float64Array.from([...weights].flatMap((weight) => [1, weight])) : weights;
}

function tokenRows(model: string, { encoded }: LabelledTexts): TokenRows {
  if (encoded.kind !== "tokens") throw new WrongEncodingError(model, "tokens", encoded.kind);
  const { tokens } = encoded;
  return { ...tokens, ids: sharedCopy(tokens.ids), offsets: sharedCopy(tokens.offsets) };
}

function longestText({ rows, offsets }: TokenRows): number {
  let longest = 0;
  for (let row = 0; row < rows; row++) longest = Math.max(longest, offsets[row + 1]! - offsets[row]!);
  return longest;
}
