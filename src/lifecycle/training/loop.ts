/** @file The training loop: epochs of shuffled batches, validation, the best weights, checkpoints. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Clock, createRandom, type Progress } from "../../foundation/index.ts";
import { scheduleShare } from "../../numeric/optimise/index.ts";
import { type Checkpoint, createCheckpointWriter, type StateArrays } from "./checkpoint.ts";
import type { Engine } from "./engine.ts";
import { DivergedError } from "./errors.ts";
import { groupByLength } from "./group-by-length.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { noSelection, type Selection, selectEpoch } from "./selection.ts";

/** What the loop needs to know beside the engine. */
export interface LoopTask {
  readonly config: MinibatchConfig;
  readonly seed: number;
  /** Size of the training set. */
  readonly examples: number;
  /** [examples] Tokens of each; batches have texts of about the same length. `undefined` where length plays no part. */
  readonly lengths?: Uint32Array | undefined;
  /** The validation set's figures from its raw scores; `undefined` where there is no validation set. */
  readonly validate: ((scores: Float32Array) => Readonly<Record<string, number>>) | undefined;
  readonly taskDigest: string;
  readonly checkpointFolder: string | undefined;
  /** Longest time between checkpoints; when absent some seconds, more where writing one takes long. */
  readonly checkpointIntervalMs: number | undefined;
  readonly resumeFrom: Checkpoint<LoopState> | undefined;
}

/** What the loop uses of the world. */
export interface LoopContext {
  readonly clock: Clock;
  readonly progress: Progress;
  epochFinished(record: EpochRecord): void;
  throwIfCancelled(): void;
}

/** The figures of one epoch. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Where the loop is. Plain JSON: with the arrays of a checkpoint, it is all that is needed to go on. */
export interface LoopState {
  /** Finished epochs. */
  readonly epochs: readonly EpochRecord[];
  /** Finished batches of the epoch in progress. */
  readonly batches: number;
  /** Sum over those batches of loss times examples. */
  readonly lossSum: number;
  /** Finished optimiser steps of the whole training. */
  readonly steps: number;
  readonly selection: Selection;
}

/** What the loop found. */
export interface LoopResult {
  readonly weights: StateArrays;
  readonly epochs: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
}

const PROGRESS_INTERVAL_MS = 100;
const CHECKPOINT_INTERVAL_MS = 3000;
/** A checkpoint of a large model takes seconds: training goes on for so many times as long before the next. */
const WORK_PER_SAVE = 20;
/** No loss that training can come back from is larger; guessing gives ln(labels). */
const EXPLODED_LOSS = 10_000;

/** Trains to the end. The same task and engine give the same bits, however often it was interrupted and resumed. */
export async function runLoop(engine: Engine, task: LoopTask, context: LoopContext): Promise<LoopResult> {
  const { config, examples, lengths, validate, resumeFrom } = task;
  const { batchSize, accumulate } = config;
  const batchesAnEpoch = Math.ceil(examples / batchSize);
  const totalSteps = Math.ceil(batchesAnEpoch / accumulate) * config.epochs;
  const random = createRandom(task.seed).split("batches");
  const checkpoints = createCheckpointWriter(task.checkpointFolder, task.taskDigest);

  let state: LoopState = resumeFrom?.state ?? {
    epochs: [],
    batches: 0,
    lossSum: 0,
    steps: 0,
    selection: noSelection,
  };
  let best: StateArrays = {};
  if (resumeFrom !== undefined) {
    engine.restore(arraysUnder("weights", resumeFrom.arrays), arraysUnder("optimiser", resumeFrom.arrays));
    best = arraysUnder("best", resumeFrom.arrays);
  }

  async function save(): Promise<void> {
    const beganMs = context.clock.monotonicMs();
    await checkpoints.write(state, () => ({
      ...prefixed("weights", engine.weights()),
      ...prefixed("optimiser", engine.optimiserState()),
      ...prefixed("best", best),
    }));
    savedMs = context.clock.monotonicMs();
    saveTookMs = savedMs - beganMs;
  }
  const rateOf = (step: number) =>
    config.optimiser.learningRate * scheduleShare(config.schedule, Math.max(1, step), totalSteps);
  const stepsAtStart = state.steps;
  const startMs = context.clock.monotonicMs();
  let shownMs = startMs;
  let savedMs = startMs;
  let saveTookMs = 0;

  function showProgress(nowMs: number, finished: boolean): void {
    const seconds = (nowMs - startMs) / 1000;
    const last = state.epochs.at(-1)?.metrics ?? {};
    const running = state.batches === 0 ? {} : { loss: state.lossSum / Math.min(state.batches * batchSize, examples) };
    const stepSize = batchSize * accumulate;
    context.progress({
      task: "Training",
      done: finished ? state.steps : Math.min(state.steps, totalSteps - 1),
      total: finished ? state.steps : totalSteps,
      unit: "steps",
      metrics: {
        ...last,
        ...running,
        epoch: Math.min(state.epochs.length + 1, config.epochs),
        "learning-rate": rateOf(state.steps),
        "examples-per-second": seconds > 0 ? Math.round(((state.steps - stepsAtStart) * stepSize) / seconds) : 0,
      },
      ...(finished ? { finished } : {}),
    });
  }

  const rowsOf = (order: Uint32Array, batch: number) =>
    order.subarray(batch * batchSize, Math.min((batch + 1) * batchSize, examples));

  /** The batches of one epoch that are still to do. */
  async function trainEpoch(epoch: number): Promise<void> {
    const shuffled = random.split(`epoch ${epoch}`).permutation(examples);
    const order = lengths === undefined ? shuffled : groupByLength(shuffled, lengths, batchSize);
    for (let batch = state.batches; batch < batchesAnEpoch; batch++) {
      context.throwIfCancelled();
      const groupStart = batch - (batch % accumulate);
      const groupEnd = Math.min(groupStart + accumulate, batchesAnEpoch);
      const groupExamples = Math.min(groupEnd * batchSize, examples) - groupStart * batchSize;
      const rows = rowsOf(order, batch);
      const key = (epoch - 1) * batchesAnEpoch + batch;
      const loss = await engine.accumulate({ rows, key }, rows.length / groupExamples);
      const step = state.steps + 1;
      if (!(loss <= EXPLODED_LOSS)) throw new DivergedError({ epoch, step, learningRate: rateOf(step), loss });
      state = { ...state, batches: batch + 1, lossSum: state.lossSum + loss * rows.length };
      if (batch + 1 < groupEnd) continue; // nothing is saved within a group: its gradient would be lost
      const upcoming = batch + 1 < batchesAnEpoch ? rowsOf(order, batch + 1) : undefined;
      await engine.step(step, rateOf(step), upcoming);
      state = { ...state, steps: step };
      if (checkpoints.busy) await nextTurn();
      const nowMs = context.clock.monotonicMs();
      if (nowMs - shownMs >= PROGRESS_INTERVAL_MS) {
        shownMs = nowMs;
        showProgress(nowMs, false);
      }
      if (
        nowMs - savedMs >=
          (task.checkpointIntervalMs ?? Math.max(CHECKPOINT_INTERVAL_MS, saveTookMs * WORK_PER_SAVE)) &&
        batch + 1 < batchesAnEpoch
      )
        await save();
    }
  }

  /** The figures of an epoch whose batches are done, and what follows from them. */
  async function finishEpoch(epoch: number): Promise<void> {
    const loss = state.lossSum / examples;
    const figures = validate === undefined ? {} : validate(await engine.scoreValidation());
    const learningRate = rateOf(state.steps);
    const metrics = { loss, ...figures, "learning-rate": learningRate };
    if (figures["validation-loss"] !== undefined && !Number.isFinite(figures["validation-loss"]))
      throw new DivergedError({ epoch, step: state.steps, learningRate, loss: figures["validation-loss"] });
    const value = metricValue(config, validate !== undefined, metrics);
    const selection = selectEpoch(state.selection, epoch, value, config);
    if (selection.bestEpoch === epoch) best = engine.weights();
    const record: EpochRecord = { epoch, metrics };
    state = { epochs: [...state.epochs, record], batches: 0, lossSum: 0, steps: state.steps, selection };
    context.epochFinished(record);
    await save();
  }

  while (state.epochs.length < config.epochs && !state.selection.stop) {
    const epoch = state.epochs.length + 1;
    await trainEpoch(epoch);
    await finishEpoch(epoch);
  }
  await checkpoints.finish();
  showProgress(context.clock.monotonicMs(), true);
  const { epochs, selection } = state;
  return { weights: best, epochs, bestEpoch: selection.bestEpoch, stoppedEarly: epochs.length < config.epochs };
}

/** The metric that chooses the best epoch; `null` where each newer epoch is taken. */
function metricValue(
  { checkpointMetric }: MinibatchConfig,
  validated: boolean,
  metrics: Readonly<Record<string, number>>,
): number | null {
  if (checkpointMetric === null || (!validated && checkpointMetric.name.startsWith("validation-"))) return null;
  const value = metrics[checkpointMetric.name] ?? Number.NaN;
  const worst = checkpointMetric.direction === "lower" ? Number.MAX_VALUE : -Number.MAX_VALUE;
  return Number.isFinite(value) ? value : worst; // a figure that is not defined for this epoch is never the best
}

function prefixed(prefix: string, arrays: StateArrays): StateArrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, values]) => [`${prefix}/${name}`, values]));
}

function arraysUnder(prefix: string, arrays: StateArrays): StateArrays {
  const entries = Object.entries(arrays).filter(([name]) => name.startsWith(`${prefix}/`));
  return Object.fromEntries(entries.map(([name, values]) => [name.slice(prefix.length + 1), values]));
}
