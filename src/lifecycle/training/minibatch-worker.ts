/** @file Worker threads of mini-batch training: one leads, the others help with columns of their own. */
import { serveTasks, type TaskContext } from "../../foundation/index.ts";
import { checkpointToResume } from "./checkpoint.ts";
import { createColumnSlice } from "./column-slice.ts";
import { createConvolutionEngine } from "./convolution-engine.ts";
import { convolutionLayout, helpConvolve } from "./convolution-team.ts";
import type { Engine } from "./engine.ts";
import { createGraphEngine } from "./graph-engine.ts";
import { type LoopResult, type LoopState, runLoop } from "./loop.ts";
import { loopContext } from "./loop-context.ts";
import type { KernelTeam, MinibatchJob } from "./minibatch-job.ts";
import { createPoolingEngine } from "./pooling-engine.ts";
import { rowLengths } from "./row-lengths.ts";
import { obey, type PlacedSlice } from "./slice-commands.ts";
import { sliceColumns } from "./slice-exchange.ts";
import { announce, END, followCommands } from "./thread-signals.ts";
import { validationFigures } from "./validation-figures.ts";

serveTasks({
  async lead(job: MinibatchJob, context: TaskContext): Promise<LoopResult> {
    try {
      return await lead(job, context);
    } finally {
      if (job.kernels !== undefined) announce(job.kernels.exchange.words, END);
    }
  },
  help({ job, rank }: { readonly job: MinibatchJob; readonly rank: number }, { throwIfCancelled }: TaskContext): void {
    const { kernels } = job;
    if (kernels?.type === "convolution")
      helpConvolve(kernels.exchange, convolutionLayout(kernels.convolution), throwIfCancelled);
    if (kernels?.type !== "pooling") return;
    const placed = placedSlice(job, kernels, rank);
    followCommands(kernels.exchange.words, (command) => obey(command, kernels.exchange, placed), throwIfCancelled);
  },
});

async function lead(job: MinibatchJob, context: TaskContext): Promise<LoopResult> {
  const { config, seed, train, validation, labels } = job;
  const resumeFrom = await checkpointToResume<LoopState>(job);
  const engine = await createEngine(job, context);
  const chosen = config.checkpointMetric?.name;
  try {
    return await runLoop(
      engine,
      {
        config,
        seed,
        examples: train.labelIds.length,
        lengths: config.groupByLength === true ? rowLengths(train.tokens) : undefined,
        validate: validation && ((scores) => validationFigures(scores, validation, labels, chosen)),
        taskDigest: job.taskDigest,
        checkpointFolder: job.checkpointFolder,
        checkpointIntervalMs: job.checkpointIntervalMs,
        resumeFrom,
      },
      loopContext(context, config.epochs),
    );
  } finally {
    await engine.close();
  }
}

async function createEngine(job: MinibatchJob, { throwIfCancelled }: TaskContext): Promise<Engine> {
  const { kernels, features, validation, config, seed, labelWeights, start } = job;
  if (kernels === undefined) return createGraphEngine(job);
  const task = {
    outputs: start["dense.bias"]!.length,
    features,
    config,
    seed,
    train: job.train.tokens,
    targets: job.train,
    labelWeights,
    validation: validation?.tokens,
    start,
  };
  const helpers = kernels.threads - 1;
  if (kernels.type === "convolution")
    return createConvolutionEngine({ ...task, ...kernels.convolution }, kernels.exchange, helpers, throwIfCancelled);
  const leader = placedSlice(job, kernels, 0);
  return createPoolingEngine({ ...task, ...kernels.pooled }, kernels.exchange, leader, helpers, throwIfCancelled);
}

function placedSlice(
  { train, validation, features, config }: MinibatchJob,
  { threads: slices, pooled: { pooling, width }, exchange }: KernelTeam & { readonly type: "pooling" },
  rank: number,
): PlacedSlice {
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
