/** @file Training of language models: continued, for a domain, or from nothing. */
import { createHash } from "node:crypto";
import { canonicalJson, createWorkerPool, siblingModule } from "../../foundation/index.ts";
import { NoTextsToTrainError } from "./errors.ts";
import type { LanguageModelJob } from "./language-model-engine.ts";
import type { LanguageModelRequest } from "./language-model-worker.ts";
import type { LoopResult } from "./loop.ts";
import { loopProgress } from "./loop-context.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingOptions } from "./training-task.ts";

/**
 * Trains in a worker thread. The same job on the same machine gives the same bits, however often it was interrupted.
 * @throws NoTextsToTrainError, DivergedError, CancelledError, and with a checkpoint folder what checkpoints throw
 */
export async function trainLanguageModel(job: LanguageModelJob, options: TrainingOptions): Promise<FoundWeights> {
  if (job.train.rows === 0) throw new NoTextsToTrainError();
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "language-model-worker"), threads: 1 });
  const request: LanguageModelRequest = {
    job,
    taskDigest: options.checkpointFolder === undefined ? "" : digestOf(job),
    checkpointFolder: options.checkpointFolder,
    resume: options.resume ?? false,
  };
  try {
    const { weights, epochs, bestEpoch, stoppedEarly } = await pool.run<LoopResult>("train", request, {
      signal: options.signal,
      progress: loopProgress(options),
    });
    return { weights, history: { epochs, bestEpoch, stoppedEarly } };
  } finally {
    await pool.close();
  }
}

/** SHA-256 of everything that decides the bits. */
function digestOf({ train, validation, start, masking, ...settings }: LanguageModelJob): string {
  const mask = masking && { ...masking, specialIds: [...masking.specialIds] };
  const hash = createHash("sha256").update(canonicalJson({ ...settings, mask: mask ?? null }));
  const arrays = [train, validation].flatMap((rows) => (rows === undefined ? [] : [rows.offsets, rows.ids]));
  for (const array of [...arrays, ...Object.values(start)])
    hash.update(`/${array.byteLength}/`).update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest("hex");
}
