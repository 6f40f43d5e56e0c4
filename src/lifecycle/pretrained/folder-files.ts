/** @file Files of a model's folder, found and read with a limit. Links are followed: the Hub's cache is made of them. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import { InvalidConfigError, parseConfig, parseStrictJson } from "../../foundation/index.ts";
import {
  BadPretrainedFileError,
  NotAPretrainedFolderError,
  PretrainedFileTooLargeError,
  PretrainedFolderNotFoundError,
  PretrainedNotReadableError,
} from "./errors.ts";

const jsonLimitBytes = 16 * 1024 * 1024;
const jsonDepth = 32;

/** What is wrong with a document that is something else; for schemas. */
export const NO_OBJECT = "it is not a JSON object";

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
 * The JSON in a file of the folder, as `schema` describes it, or `undefined` where the file is absent.
 * @throws BadPretrainedFileError for any other content; PretrainedFileTooLargeError, PretrainedNotReadableError
 */
export async function findDocument<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const value = await findJson(folder, name);
  if (value === undefined) return undefined;
  try {
    return parseConfig(schema, value, name);
  } catch (error) {
    if (!(error instanceof InvalidConfigError)) throw error;
    const faults = error.faults.map((fault) => `${fault.path} ${fault.problem}`.trim());
    throw new BadPretrainedFileError(path.join(folder, name), faults.join("; "), { cause: error });
  }
}

async function findJson(folder: string, name: string): Promise<unknown> {
  const file = path.join(folder, name);
  const sizeBytes = await findFileSize(folder, name);
  if (sizeBytes === undefined) return undefined;
  if (sizeBytes > jsonLimitBytes) throw new PretrainedFileTooLargeError(file, sizeBytes, jsonLimitBytes);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw readFailure(file, error);
  });
  try {
    return parseStrictJson(bytes, jsonDepth);
  } catch (error) {
    throw new BadPretrainedFileError(file, `it is not JSON (${(error as Error).message})`, { cause: error });
  }
}

/** What the system's refusal to read means to a person. */
export function readFailure(file: string, error: NodeJS.ErrnoException): Error {
  return error.code === "EACCES" || error.code === "EPERM"
    ? new PretrainedNotReadableError(file, { cause: error })
    : error;
}
