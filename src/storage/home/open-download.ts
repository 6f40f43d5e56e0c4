/** @file What is being fetched: it outlives the process, and one process at a time adds to it. */
import { mkdir, rm } from "node:fs/promises";
import type { Download } from "../../lifecycle/pretrained/index.ts";
import { AlreadyFetchingError, HomeLockedError } from "./errors.ts";
import { lockForWriting } from "./writer-lock.ts";

const signal = new AbortController().signal;

/** Opens the place, and makes it where it is missing. @throws AlreadyFetchingError */
export async function openDownload(folder: string): Promise<Download> {
  await mkdir(folder, { recursive: true });
  const lock = await lockForWriting(folder, { waitMs: 0, signal }).catch((error) => {
    throw error instanceof HomeLockedError ? new AlreadyFetchingError(folder, error.pid, error) : error;
  });
  return {
    folder,
    release: lock.release,
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}
