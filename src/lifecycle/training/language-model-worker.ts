/** @file The worker thread that trains a language model. */
import { serveTasks, systemClock, type TaskContext } from "../../foundation/index.ts";
import { type Checkpoint, findCheckpoint } from "./checkpoint.ts";
import { createLanguageModelEngine, type LanguageModelJob } from "./language-model-engine.ts";
import { type LoopResult, type LoopState, runLoop } from "./loop.ts";
import { rowLengths } from "./row-lengths.ts";

/** One training. */
export interface LanguageModelRequest {
  readonly job: LanguageModelJob;
  readonly taskDigest: string;
  readonly checkpointFolder: string | undefined;
  readonly resume: boolean;
}

serveTasks({
  async train(request: LanguageModelRequest, context: TaskContext): Promise<LoopResult> {
    const { job, taskDigest, checkpointFolder, resume } = request;
    let resumeFrom: Checkpoint<LoopState> | undefined;
    if (resume && checkpointFolder !== undefined)
      resumeFrom = await findCheckpoint<LoopState>(checkpointFolder, taskDigest);
    const { config, seed, train, validation } = job;
    const engine = await createLanguageModelEngine(job);
    try {
      return await runLoop(
        engine,
        {
          ...{ config, seed, taskDigest, checkpointFolder, resumeFrom },
          examples: train.rows,
          lengths: rowLengths(train),
          validate: validation && figures,
          checkpointIntervalMs: undefined,
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
  },
});

/** Perplexity is e to the mean loss: as many tokens as the model is torn between. */
function figures(scores: Float32Array): Readonly<Record<string, number>> {
  const loss = scores[0]! / Math.max(1, scores[1]!);
  return { "validation-loss": loss, "validation-perplexity": Math.exp(loss) };
}
