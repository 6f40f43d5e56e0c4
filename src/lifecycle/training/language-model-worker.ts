/** @file The worker thread that trains a language model. */
import { serveTasks, type TaskContext } from "../../foundation/index.ts";
import { checkpointToResume } from "./checkpoint.ts";
import { createLanguageModelEngine, type LanguageModelJob } from "./language-model-engine.ts";
import { type LoopResult, type LoopState, runLoop } from "./loop.ts";
import { loopContext } from "./loop-context.ts";
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
    const { job, taskDigest, checkpointFolder } = request;
    const resumeFrom = await checkpointToResume<LoopState>(request);
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
        loopContext(context, config.epochs),
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
