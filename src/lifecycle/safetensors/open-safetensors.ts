/** @file Safetensors on a disk: the header is read at once, each tensor when it is asked for. */
import { type FileHandle, open } from "node:fs/promises";
import { elementBytes } from "./element-types.ts";
import { BadSafetensorsError, NotFloatingPointError, TensorTooLargeError, UnknownTensorError } from "./errors.ts";
import { floatReaders } from "./floats.ts";
import { headerBytes, parseHeader, prefixBytes, type TensorEntry } from "./parse-header.ts";

/** An open safetensors file. */
export interface SafetensorsFile {
  readonly path: string;
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /**
   * A tensor's elements in row-major order, from F64, F32, F16 or BF16.
   * @throws UnknownTensorError, NotFloatingPointError, TensorTooLargeError, BadSafetensorsError where the file was cut
   */
  readFloats(name: string): Promise<Float32Array>;
  close(): Promise<void>;
}

const chunkElements = 1 << 22;
const elementLimit = 2 ** 29;

/** Opens a file and checks its header. @throws BadSafetensorsError, SafetensorsHeaderTooLargeError, GitLfsPointerError */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const prefix = await readBytes(handle, path, 0, Math.min(prefixBytes, size));
    const header = headerBytes(prefix, size, path);
    const bodyStart = prefixBytes + header;
    const tensors = parseHeader(await readBytes(handle, path, prefixBytes, header), size - bodyStart, path);
    return {
      path,
      tensors,
      readFloats: (name) => readFloats(handle, path, bodyStart, tensors, name),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readFloats(
  handle: FileHandle,
  path: string,
  bodyStart: number,
  tensors: ReadonlyMap<string, TensorEntry>,
  name: string,
): Promise<Float32Array> {
  const entry = tensors.get(name);
  if (entry === undefined) throw new UnknownTensorError(path, name, [...tensors.keys()]);
  const widen = floatReaders.get(entry.dtype);
  if (widen === undefined) throw new NotFloatingPointError(path, name, entry.dtype, [...floatReaders.keys()]);
  const width = elementBytes.get(entry.dtype)!;
  const elements = (entry.end - entry.start) / width;
  if (elements > elementLimit) throw new TensorTooLargeError(path, name, elements, elementLimit);
  const floats = new Float32Array(elements);
  for (let first = 0; first < elements; first += chunkElements) {
    const part = floats.subarray(first, first + chunkElements);
    const bytes = await readBytes(handle, path, bodyStart + entry.start + first * width, part.length * width);
    widen(bytes.buffer, part);
  }
  return floats;
}

async function readBytes(
  handle: FileHandle,
  path: string,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new BadSafetensorsError(path, `it ends at byte ${position + done}, while it is read`);
    done += bytesRead;
  }
  return bytes;
}
