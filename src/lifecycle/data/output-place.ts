/** @file Where results are written: the place must be free, and what the system refuses is said in words. */
import { lstat, readdir } from "node:fs/promises";
import { LexopsError } from "../../foundation/index.ts";
import { NoRoomError, OutputExistsError, OutputForbiddenError } from "./errors.ts";

/** Passes where nothing or an empty folder is at `folder`. @throws OutputExistsError, OutputForbiddenError */
export async function requireFreeFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") throw new OutputExistsError(folder, "a file has that name or one above it", error);
    throw explained(folder, error);
  });
  if (entries.length > 0) throw new OutputExistsError(folder, "the folder is there already and not empty");
}

/** Passes where nothing is at `file`. @throws OutputExistsError, OutputForbiddenError */
export async function requireFreeFile(file: string): Promise<void> {
  const found = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    if (error.code === "ENOTDIR") throw new OutputExistsError(file, "a part of its path is a file", error);
    throw explained(file, error);
  });
  if (found !== undefined)
    throw new OutputExistsError(file, `a ${found.isDirectory() ? "folder" : "file"} of that name is there already`);
}

/** Does work that writes to `target`. @throws NoRoomError, OutputForbiddenError, OutputExistsError, what the work throws */
export async function writingTo<Result>(target: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explained(target, error);
  }
}

function explained(target: string, error: unknown): unknown {
  if (error instanceof LexopsError) return error;
  const { code = "" } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOSPC":
      return new NoRoomError(target, "the disk is full", error);
    case "EDQUOT":
      return new NoRoomError(target, "the disk quota is used up", error);
    case "EROFS":
      return new OutputForbiddenError(target, "the file system is read-only", error);
    case "EACCES":
    case "EPERM":
      return new OutputForbiddenError(target, "permission denied", error);
    case "ENOTDIR":
      return new OutputExistsError(target, "a part of its path is a file", error);
    default:
      return error;
  }
}
