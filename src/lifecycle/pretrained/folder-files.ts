/** @file Files of a model's folder, found and read with a limit. Links are followed: the Hub's cache is made of them. */
import { open, stat } from "node:fs/promises";
import path from "node:path";
import { parseStrictJson } from "../../foundation/index.ts";
import {
  BadPretrainedFileError,
  NotAPretrainedFolderError,
  PretrainedFileTooLargeError,
  PretrainedFolderNotFoundError,
  PretrainedNotReadableError,
} from "./errors.ts";

const jsonLimitBytes = 16 * 1024 * 1024;
const jsonDepth = 32;

/** @throws PretrainedFolderNotFoundError, NotAPretrainedFolderError, PretrainedNotReadableError */
export async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EACCES" || error.code === "EPERM")
      throw new PretrainedNotReadableError(folder, { cause: error });
    throw new PretrainedFolderNotFoundError(folder.slice(0, 200));
  });
  if (!found.isDirectory()) throw new NotAPretrainedFolderError(folder, "it is a file, not a folder");
}

/** The size of a plain file of the folder, or `undefined` where it is absent. @throws BadPretrainedFileError for a folder, pipe or device */
export async function findFileSize(folder: string, name: string): Promise<number | undefined> {
  const file = path.join(folder, name);
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw readFailure(file, error);
  });
  if (found !== undefined && !found.isFile()) throw new BadPretrainedFileError(file, "it is not a plain file");
  return found?.size;
}

/**
 * The JSON object in a file of the folder, or `undefined` where it is absent.
 * @throws BadPretrainedFileError for any other content; PretrainedFileTooLargeError, PretrainedNotReadableError
 */
export async function findJsonFile(folder: string, name: string): Promise<Record<string, unknown> | undefined> {
  const file = path.join(folder, name);
  const sizeBytes = await findFileSize(folder, name);
  if (sizeBytes === undefined) return undefined;
  if (sizeBytes > jsonLimitBytes) throw new PretrainedFileTooLargeError(file, sizeBytes, jsonLimitBytes);
  const bytes = await readWhole(file);
  let value: unknown;
  try {
    value = parseStrictJson(bytes, jsonDepth);
  } catch (error) {
    throw new BadPretrainedFileError(file, `it is not JSON (${(error as Error).message})`, { cause: error });
  }
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new BadPretrainedFileError(file, "it is not a JSON object");
  return value as Record<string, unknown>;
}

async function readWhole(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file, "r");
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readFailure(file, error as NodeJS.ErrnoException);
  }
}

/** What the system's refusal to read means to a person. */
export function readFailure(file: string, error: NodeJS.ErrnoException): Error {
  return error.code === "EACCES" || error.code === "EPERM"
    ? new PretrainedNotReadableError(file, { cause: error })
    : error;
}
