/** @file The bytes of one file as a stream: opened with clear errors, hashed and counted on the way, unpacked from gzip. */
import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { CancelledError, ignoreProgress, type Progress } from "../../foundation/index.ts";
import { DamagedFileError, EmptyFileError, MissingFileError, NotAFileError, UnreadableFileError } from "./errors.ts";
import type { DataFormat } from "./formats.config.ts";

/** How a file's bytes are read. */
export interface ByteOptions {
  /** What is being done, for progress and messages: "Reading reviews.csv". */
  readonly task: string;
  /** The format of text, when it shall not be told from the content. */
  readonly format?: DataFormat | undefined;
  /** Where a plain file's bytes shall lie as they do in the file, given its size; nothing: in buffers that are reused. */
  readonly memory?: ((sizeBytes: number) => SharedArrayBuffer | undefined) | undefined;
  /** Whether nobody will ask for the digest, which costs as much as scanning; false when absent. */
  readonly withoutDigest?: boolean | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One open file. */
export interface FileBytes {
  readonly file: string;
  readonly sizeBytes: number;
  readonly gzip: boolean;
  /** The content, unpacked. A chunk is valid until the next but one is asked for. To be read once. */
  readonly chunks: AsyncIterable<Buffer>;
  /** SHA-256 of the bytes on disk, once `chunks` was read to its end; empty where none was wanted. */
  digest(): string;
}

const CHUNK_BYTES = 1 << 20;
/** Of a file that is read into one memory: fewer trips between threads, and no buffers that grow with it. */
const PLACED_CHUNK_BYTES = 1 << 21;

/** Opens a file of data. @throws MissingFileError, NotAFileError, UnreadableFileError, EmptyFileError */
export async function openFileBytes(file: string, options: ByteOptions): Promise<FileBytes> {
  throwIfAborted(options);
  const stats = await statsOf(file);
  if (!stats.isFile()) throw new NotAFileError(file, stats.isDirectory() ? "folder" : "device, pipe or socket");
  if (stats.size === 0) throw new EmptyFileError(file, "nothing");
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFileError(file, reasonOf(error), error);
  });
  const head = Buffer.alloc(2);
  await handle.read(head, 0, 2, 0).catch(async (error: NodeJS.ErrnoException) => {
    await handle.close();
    throw new UnreadableFileError(file, reasonOf(error), error);
  });
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const hash = options.withoutDigest === true ? undefined : createHash("sha256");
  const memory = gzip ? undefined : options.memory?.(stats.size);
  const raw = readChunks(handle, file, stats.size, hash, gzip ? "new" : (memory ?? "reused"), options);
  let digest: string | undefined;
  return {
    file,
    sizeBytes: stats.size,
    gzip,
    chunks: gzip ? unpack(raw, file) : raw,
    digest: () => {
      digest ??= hash?.digest("hex") ?? "";
      return digest;
    },
  };
}

async function statsOf(file: string): Promise<Stats> {
  try {
    return await stat(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new MissingFileError(file, error);
    throw new UnreadableFileError(file, reasonOf(error as NodeJS.ErrnoException), error);
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === "EACCES" || error.code === "EPERM") return "permission denied";
  if (error.code === "ERR_INVALID_ARG_VALUE") return "its name holds a NUL character";
  return error.code ?? error.message;
}

/** @throws CancelledError once the caller gave up */
export function throwIfAborted({ task, signal }: Pick<ByteOptions, "task" | "signal">): void {
  if (signal?.aborted) throw new CancelledError(task);
}

async function* readChunks(
  handle: FileHandle,
  file: string,
  total: number,
  hash: ReturnType<typeof createHash> | undefined,
  buffers: "new" | "reused" | SharedArrayBuffer,
  options: ByteOptions,
): AsyncGenerator<Buffer> {
  const progress = options.progress ?? ignoreProgress;
  // One is read into while the receiver works on another and may still hold the end of the one before.
  const fresh = () => Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, total));
  const ring = Array.from({ length: buffers === "reused" ? 3 : 0 }, fresh);
  let turn = 0;
  let used = 0; // of the memory
  const nextBuffer = () => {
    if (typeof buffers === "string" || used === buffers.byteLength) return ring[turn++ % 3] ?? fresh();
    return Buffer.from(buffers, used, Math.min(PLACED_CHUNK_BYTES, buffers.byteLength - used));
  };
  const readNext = async () => {
    const chunk = nextBuffer();
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (chunk.buffer === buffers) used += bytesRead;
    return chunk.subarray(0, bytesRead);
  };
  let next = readNext();
  try {
    for (let done = 0; ; ) {
      throwIfAborted(options);
      const chunk = await next.catch((error: NodeJS.ErrnoException) => {
        throw new UnreadableFileError(file, reasonOf(error), error);
      });
      if (chunk.length === 0) break;
      next = readNext();
      next.catch(() => {}); // looked at in the next turn, or not at all
      hash?.update(chunk);
      done += chunk.length;
      progress({ task: options.task, done, total, unit: "bytes" });
      yield chunk;
    }
    progress({ task: options.task, done: total, total, unit: "bytes", finished: true });
  } finally {
    await next.catch(() => {});
    await handle.close();
  }
}

async function* unpack(raw: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(raw, gunzip, () => {}); // a failure reaches the loop below
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!code.startsWith("Z_")) throw error;
    throw new DamagedFileError(file, `its gzip packing cannot be undone (${message})`, error);
  } finally {
    gunzip.destroy();
  }
}
