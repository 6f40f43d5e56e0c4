/** @file Worker threads of mini-batch training: one leads, the others help with columns of their own. */
import { serveTasks, systemClock, type TaskContext } from "../../foundation/index.ts";
import { type Checkpoint, findCheckpoint } from "./checkpoint.ts";
import { createColumnSlice } from "./column-slice.ts";
import type { Engine } from "./engine.ts";
import { createGraphEngine } from "./graph-engine.ts";
import { type LoopResult, type LoopState, runLoop } from "./loop.ts";
import type { MinibatchJob } from "./minibatch-job.ts";
import { createPoolingEngine } from "./pooling-engine.ts";
import { help, type PlacedSlice } from "./slice-commands.ts";
import { announce, Command, sliceColumns } from "./slice-exchange.ts";
import { validationFigures } from "./validation-figures.ts";

serveTasks({
  async lead(job: MinibatchJob, context: TaskContext): Promise<LoopResult> {
    try {
      return await lead(job, context);
    } finally {
      if (job.kernels !== undefined) announce(job.kernels.exchange, Command.end);
    }
  },
  help({ job, rank }: { readonly job: MinibatchJob; readonly rank: number }, { throwIfCancelled }: TaskContext): void {
    help(job.kernels!.exchange, placedSlice(job, rank), throwIfCancelled);
  },
});

async function lead(job: MinibatchJob, context: TaskContext): Promise<LoopResult> {
  const { config, seed, train, validation, labels } = job;
  let resumeFrom: Checkpoint<LoopState> | undefined;
  if (job.resume && job.checkpointFolder !== undefined)
    resumeFrom = await findCheckpoint<LoopState>(job.checkpointFolder, job.taskDigest);
  const engine = await createEngine(job, context);
  const chosen = config.checkpointMetric?.name;
  try {
    return await runLoop(
      engine,
      {
        config,
        seed,
        examples: train.labelIds.length,
        validate: validation && ((scores) => validationFigures(scores, validation, labels, chosen)),
        taskDigest: job.taskDigest,
        checkpointFolder: job.checkpointFolder,
        checkpointIntervalMs: job.checkpointIntervalMs,
        resumeFrom,
      },
      {
        clock: systemClock,
        progress: context.progress,
        epochFinished: ({ epoch, metrics }) =>
          context.progress({ task: "Training", done: epoch, total: config.epochs, unit: "epochs", metrics }),
        throwIfCancelled: context.throwIfCancelled,
      },
    );
  } finally {
    await engine.close();
  }
}

async function createEngine(job: MinibatchJob, { throwIfCancelled }: TaskContext): Promise<Engine> {
  const { kernels, pooled, validation, config, seed, labelWeights, start } = job;
  if (kernels === undefined || pooled === undefined) return createGraphEngine(job);
  const { slices, exchange } = kernels;
  const outputs = start["dense.bias"]!.length;
  return createPoolingEngine(
    {
      ...pooled,
      outputs,
      config,
      seed,
      targets: job.train,
      labelWeights,
      validation: validation?.tokens,
      start,
    },
    exchange,
    placedSlice(job, 0),
    slices - 1,
    throwIfCancelled,
  );
}

function placedSlice(
  { kernels, pooled, train, validation, features, config }: MinibatchJob,
  rank: number,
): PlacedSlice {
  const { slices, exchange } = kernels!;
  const { pooling, width } = pooled!;
  const { start, end } = sliceColumns(width, slices)[rank]!;
  const capacity = exchange.rows.length;
  const slice = createColumnSlice({ pooling, features, width: end - start, capacity, config });
  return {
    slice,
    rank,
    start,
    end,
    width,
    taken: new Map(),
    train: train.tokens,
    validation: validation?.tokens,
  };
}
