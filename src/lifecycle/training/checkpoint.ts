/**
 * @file The state of a training run in one file: a magic word, the length of a JSON header, the header, the tensors'
 * bytes (little-endian float32, each at a multiple of 8), and the SHA-256 of all that.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { canonicalJson, writeFileAtomic } from "../../foundation/index.ts";
import { BrokenCheckpointError, CheckpointNotWrittenError, ForeignCheckpointError } from "./errors.ts";

/** Named arrays: weights, what the optimiser remembers, the best weights so far. */
export type StateArrays = Readonly<Record<string, Float32Array>>;

/** What is needed to go on with the same bits. `State` is plain JSON. */
export interface Checkpoint<State> {
  /** Names the task: settings and data. */
  readonly taskDigest: string;
  readonly state: State;
  readonly arrays: StateArrays;
}

interface Header {
  readonly taskDigest: string;
  readonly state: unknown;
  readonly arrays: readonly { readonly name: string; readonly length: number; readonly offset: number }[];
}

const MAGIC = "LEXOPSC1";
const DIGEST_BYTES = 32;

/** Where a folder keeps its checkpoint. */
function checkpointFile(folder: string): string {
  return path.join(folder, "checkpoint.bin");
}

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8;

/** Writes checkpoints while training goes on. */
export interface CheckpointWriter {
  /** Whether something is being written: it goes on only while the thread gives it turns. */
  readonly busy: boolean;
  /** Starts writing once the one before is written; `arrays` is asked for, and copied, then. */
  write(state: unknown, arrays: () => StateArrays): Promise<void>;
  /** Waits for the last one. @throws CheckpointNotWrittenError */
  finish(): Promise<void>;
}

/** A writer into a folder, or one that does nothing. Failures show at the next call. */
export function createCheckpointWriter(folder: string | undefined, taskDigest: string): CheckpointWriter {
  let pending: Promise<Error | undefined> = Promise.resolve(undefined);
  let busy = false;
  async function finish(): Promise<void> {
    const failure = await pending;
    if (failure !== undefined && folder !== undefined) throw new CheckpointNotWrittenError(folder, failure);
  }
  return {
    get busy() {
      return busy;
    },
    async write(state, arrays) {
      if (folder === undefined) return;
      await finish();
      const content = encode({ taskDigest, state, arrays: arrays() });
      busy = true;
      pending = writeFileAtomic(checkpointFile(folder), content)
        .then(
          () => undefined,
          (error: Error) => error,
        )
        .finally(() => {
          busy = false;
        });
    },
    finish,
  };
}

function encode(checkpoint: Checkpoint<unknown>): Buffer {
  let offset = 0;
  const entries = Object.entries(checkpoint.arrays).map(([name, values]) => {
    const entry = { name, length: values.length, offset };
    offset += aligned(values.byteLength);
    return entry;
  });
  const header: Header = { taskDigest: checkpoint.taskDigest, state: checkpoint.state, arrays: entries };
  const headerBytes = Buffer.from(canonicalJson(header));
  const start = aligned(MAGIC.length + 4 + headerBytes.length);
  const content: Buffer = Buffer.alloc(start + offset + DIGEST_BYTES);
  content.write(MAGIC, 0, "latin1");
  content.writeUInt32LE(headerBytes.length, MAGIC.length);
  headerBytes.copy(content, MAGIC.length + 4);
  for (const { name, offset: at } of entries) {
    const values = checkpoint.arrays[name]!;
    content.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start + at);
  }
  digestOf(content).copy(content, content.length - DIGEST_BYTES);
  return content;
}

function digestOf(content: Buffer): Buffer {
  return createHash("sha256")
    .update(content.subarray(0, content.length - DIGEST_BYTES))
    .digest();
}

/** The checkpoint that a training goes on from; `undefined` where it is to begin anew. @throws what `findCheckpoint` throws */
export async function checkpointToResume<State>({
  resume,
  checkpointFolder,
  taskDigest,
}: {
  readonly resume: boolean;
  readonly checkpointFolder: string | undefined;
  readonly taskDigest: string;
}): Promise<Checkpoint<State> | undefined> {
  return resume && checkpointFolder !== undefined ? findCheckpoint<State>(checkpointFolder, taskDigest) : undefined;
}

/**
 * The folder's checkpoint, or `undefined` where it has none.
 * @throws ForeignCheckpointError when it is of another task; BrokenCheckpointError
 */
export async function findCheckpoint<State>(
  folder: string,
  taskDigest: string,
): Promise<Checkpoint<State> | undefined> {
  const file = checkpointFile(folder);
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (content === undefined) return undefined;
  if (content.toString("latin1", 0, MAGIC.length) !== MAGIC)
    throw new BrokenCheckpointError(file, "it is not a checkpoint of this version");
  if (content.length < MAGIC.length + 4 + DIGEST_BYTES || !digestOf(content).equals(content.subarray(-DIGEST_BYTES)))
    throw new BrokenCheckpointError(file, "its content does not fit its checksum");
  const headerLength = content.readUInt32LE(MAGIC.length);
  const headerEnd = MAGIC.length + 4 + headerLength;
  const header = JSON.parse(content.toString("utf8", MAGIC.length + 4, headerEnd)) as Header;
  if (header.taskDigest !== taskDigest) throw new ForeignCheckpointError(file);
  const start = aligned(headerEnd);
  const arrays = header.arrays.map(({ name, length, offset }) => {
    const values = new Float32Array(length);
    new Uint8Array(values.buffer).set(content.subarray(start + offset, start + offset + length * 4));
    return [name, values] as const;
  });
  return { taskDigest, state: header.state as State, arrays: Object.fromEntries(arrays) };
}
