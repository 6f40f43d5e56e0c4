/** @file The worker thread that trains a sentence encoder on pairs, and embeds the texts with it. */
import { serveTasks, type TaskContext } from "../../foundation/index.ts";
import { checkpointToResume } from "./checkpoint.ts";
import { type ContrastiveJob, createContrastiveEngine } from "./contrastive-engine.ts";
import { type LoopResult, type LoopState, runLoop } from "./loop.ts";
import { loopContext } from "./loop-context.ts";

/** One training. */
export interface ContrastiveRequest {
  readonly job: ContrastiveJob;
  readonly taskDigest: string;
  readonly checkpointFolder: string | undefined;
  readonly checkpointIntervalMs: number | undefined;
  readonly resume: boolean;
}

/** What the loop found, and what the encoder makes of the texts. */
export interface ContrastiveResult extends LoopResult {
  /** Row-major [texts, width]. */
  readonly embeddings: Float32Array;
  /** The validation set's; empty where there is none. */
  readonly validationEmbeddings: Float32Array;
}

serveTasks({
  async train(request: ContrastiveRequest, context: TaskContext): Promise<ContrastiveResult> {
    const { job, taskDigest, checkpointFolder, checkpointIntervalMs } = request;
    const resumeFrom = await checkpointToResume<LoopState>(request);
    const { config, seed, pairs, train, validation } = job;
    const engine = await createContrastiveEngine(job);
    try {
      const found = await runLoop(
        engine,
        {
          ...{ config, seed, taskDigest, checkpointFolder, checkpointIntervalMs, resumeFrom },
          examples: pairs.targets.length,
          validate: undefined,
        },
        loopContext(context, config.epochs),
      );
      const embeddings = await engine.embed(train);
      const validationEmbeddings = validation === undefined ? new Float32Array(0) : await engine.embed(validation);
      return { ...found, embeddings, validationEmbeddings };
    } finally {
      await engine.close();
    }
  },
});
