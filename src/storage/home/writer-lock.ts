/**
 * @file The lock of a home folder: who holds it may write. It is SQLite's exclusive lock on an empty file, so the
 * system lets go of it however its process ends, and no stale lock is ever left.
 */
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { writeFileAtomic } from "../../foundation/index.ts";
import { HomeLockedError } from "./errors.ts";

/** A lock that is held. */
export interface WriterLock {
  release(): Promise<void>;
}

/** How long to wait for another writer. */
export interface LockOptions {
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

const POLL_MS = 50;
const resultCodes = { busy: 5, readOnly: 8, cannotOpen: 14 };

/** Waits for the lock of a folder that exists. @throws HomeLockedError, which names the process that holds it */
export async function lockForWriting(folder: string, { waitMs, signal }: LockOptions): Promise<WriterLock> {
  const holderFile = path.join(folder, "writer.json");
  const until = performance.now() + waitMs;
  for (;;) {
    signal.throwIfAborted();
    const lock = tryLock(path.join(folder, "writer.lock"));
    if (lock !== undefined) {
      await writeFileAtomic(holderFile, `${JSON.stringify({ pid: process.pid })}\n`);
      return {
        async release() {
          await rm(holderFile, { force: true });
          lock.close();
        },
      };
    }
    if (performance.now() >= until) throw new HomeLockedError(folder, await holderOf(holderFile), waitMs);
    await sleep(POLL_MS);
  }
}

function tryLock(file: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database?.close();
    const { errcode = 0 } = error as { errcode?: number };
    const code = errcode & 0xff;
    if (code === resultCodes.busy) return undefined;
    if (code === resultCodes.readOnly || code === resultCodes.cannotOpen)
      throw Object.assign(error as Error, { code: "EACCES", path: file });
    throw error;
  }
}

/** Written just after the lock was taken, so it may be missing for a moment. */
async function holderOf(file: string): Promise<number | undefined> {
  try {
    const { pid } = JSON.parse(await readFile(file, "utf8")) as { pid?: unknown };
    return typeof pid === "number" ? pid : undefined;
  } catch {
    return undefined;
  }
}
