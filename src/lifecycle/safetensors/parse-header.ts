/**
 * @file The safetensors format: eight bytes of length, a JSON header, then the tensors' bytes without gaps.
 * Little-endian, like every machine that Node runs on. https://github.com/huggingface/safetensors#format
 */
import { z } from "zod";
import { parseStrictJson } from "../../foundation/index.ts";
import { elementBytes } from "./element-types.ts";
import { BadSafetensorsError, GitLfsPointerError, SafetensorsHeaderTooLargeError } from "./errors.ts";

/** One tensor as a header describes it. */
export interface TensorEntry {
  /** As the header names it, for example "F32". */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Where its bytes lie after the header, half-open. */
  readonly start: number;
  readonly end: number;
}

/** The bytes before the header: its length. */
export const prefixBytes = 8;

/** 100,000 tensors and more; the format allows 100 MB, which take seconds and a gigabyte to parse. */
const headerLimitBytes = 16 * 1024 * 1024;

/** An object of tensors, each an object with lists. */
const headerDepth = 3;

const headerEntry = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().min(0)).max(64),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

const lfsPointer = "version ";

/**
 * How many bytes the header has, by the first bytes of a file of `fileBytes` bytes.
 * @throws BadSafetensorsError, SafetensorsHeaderTooLargeError, GitLfsPointerError
 */
export function headerBytes(prefix: Uint8Array, fileBytes: number, file: string): number {
  if (prefix.length < prefixBytes)
    throw new BadSafetensorsError(file, `it has ${fileBytes} bytes, too few for a header`);
  if (Buffer.from(prefix.subarray(0, prefixBytes)).toString("latin1") === lfsPointer)
    throw new GitLfsPointerError(file);
  const declared = new DataView(prefix.buffer, prefix.byteOffset, prefixBytes).getBigUint64(0, true);
  if (declared > BigInt(fileBytes - prefixBytes))
    throw new BadSafetensorsError(file, `its header claims ${declared} bytes, the file has ${fileBytes}`);
  if (declared > BigInt(headerLimitBytes)) throw new SafetensorsHeaderTooLargeError(file, declared, headerLimitBytes);
  return Number(declared);
}

/**
 * The tensors that a header describes, which fill the `bodyBytes` bytes after it exactly.
 * @throws BadSafetensorsError for any other header
 */
export function parseHeader(header: Uint8Array, bodyBytes: number, file: string): ReadonlyMap<string, TensorEntry> {
  const tensors = new Map<string, TensorEntry>();
  for (const [name, value] of Object.entries(headerObject(header, file)))
    if (name !== "__metadata__") tensors.set(name, tensorEntry(name, value, bodyBytes, file));
  requireNoGaps([...tensors], bodyBytes, file);
  return tensors;
}

function headerObject(bytes: Uint8Array, file: string): object {
  let header: unknown;
  try {
    header = parseStrictJson(bytes, headerDepth);
  } catch (error) {
    throw new BadSafetensorsError(file, `its header is not JSON (${(error as Error).message})`);
  }
  if (header === null || typeof header !== "object" || Array.isArray(header))
    throw new BadSafetensorsError(file, "its header is not an object");
  return header;
}

function tensorEntry(name: string, value: unknown, bodyBytes: number, file: string): TensorEntry {
  const shown = JSON.stringify(name.slice(0, 200));
  const parsed = headerEntry.safeParse(value);
  if (!parsed.success) throw new BadSafetensorsError(file, `its header does not describe the tensor ${shown}`);
  const { dtype, shape, data_offsets } = parsed.data;
  const [start, end] = data_offsets;
  const width = elementBytes.get(dtype);
  if (width === undefined)
    throw new BadSafetensorsError(
      file,
      `of the tensor ${shown}, the type ${JSON.stringify(dtype.slice(0, 200))} is not known`,
    );
  // A product beyond 2⁵³ is rounded, but then it is beyond every file too; beyond every double it is no number.
  const elements = shape.reduce((product, size) => product * size, 1);
  if (start > end || end > bodyBytes || elements * width !== end - start)
    throw new BadSafetensorsError(
      file,
      `the tensor ${shown} of shape [${shape.join(", ")}] does not fit bytes ${start} to ${end} of ${bodyBytes}`,
    );
  return { dtype, shape, start, end };
}

function requireNoGaps(tensors: [name: string, entry: TensorEntry][], bodyBytes: number, file: string): void {
  let position = 0;
  for (const [name, { start, end }] of tensors.sort(
    ([, left], [, right]) => left.start - right.start || left.end - right.end,
  )) {
    if (start !== position)
      throw new BadSafetensorsError(
        file,
        `its tensors overlap or leave a gap at byte ${position}, before ${JSON.stringify(name.slice(0, 200))}`,
      );
    position = end;
  }
  if (position !== bodyBytes)
    throw new BadSafetensorsError(file, `${bodyBytes - position} bytes after its tensors belong to none`);
}
