/** @file Whether a result can be written where it should go, found out before hours of work. */
import { access, constants, lstat, readdir } from "node:fs/promises";
import path from "node:path";
import { AccessDeniedError, OutputInTheWayError } from "./errors.ts";

const missing = (error: NodeJS.ErrnoException) => error.code === "ENOENT" || error.code === "ENOTDIR";

/**
 * Passes where nothing, an empty folder or an older result (a folder with a file named `sign`; with `null` none counts) is at `folder`, and the
 * system allows writing beside it.
 * @throws OutputInTheWayError, AccessDeniedError
 */
export async function requireOutputFolder(folder: string, sign: string | null): Promise<void> {
  const target = path.resolve(folder);
  const found = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (missing(error)) return undefined;
    throw error;
  });
  if (found !== undefined) {
    if (!found.isDirectory()) throw new OutputInTheWayError(folder, found.isSymbolicLink() ? "a link" : "a file");
    const entries = await readdir(target);
    if (entries.length > 0 && (sign === null || !entries.includes(sign)))
      throw new OutputInTheWayError(folder, "a folder with other files");
  }
  await requireWritable(path.dirname(target), folder);
}

/**
 * Passes where nothing or a file is at `file`, and the system allows writing there.
 * @throws OutputInTheWayError, AccessDeniedError
 */
export async function requireOutputFile(file: string): Promise<void> {
  const target = path.resolve(file);
  const found = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (missing(error)) return undefined;
    throw error;
  });
  if (found?.isDirectory()) throw new OutputInTheWayError(file, "a folder");
  await requireWritable(path.dirname(target), file);
}

/** The nearest folder that exists must be one, and allow writing. */
async function requireWritable(folder: string, output: string): Promise<void> {
  const found = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (missing(error)) return undefined;
    throw error;
  });
  if (found === undefined) {
    await requireWritable(path.dirname(folder), output);
    return;
  }
  if (found.isFile()) throw new OutputInTheWayError(output, `inside ${folder}, which is a file`);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new AccessDeniedError(`${output}: ${folder} cannot be written to`, error);
  });
}
