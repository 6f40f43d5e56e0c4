/**
 * @file The safetensors format: eight bytes of length, a JSON header, then the tensors' bytes without gaps.
 * Little-endian, like every machine that Node runs on. https://github.com/huggingface/safetensors#format
 */
import { z } from "zod";
import type { DataType, DataTypeArrays, TensorData } from "../../numeric/graph/index.ts";
import { BadSafetensorsError } from "./errors.ts";

const maximumHeaderBytes = 100_000_000;

const elementTypes: { readonly [Type in DataType]: readonly [name: string, array: ArrayType<DataTypeArrays[Type]>] } = {
  float64: ["F64", Float64Array],
  int64: ["I64", BigInt64Array],
  float32: ["F32", Float32Array],
  int32: ["I32", Int32Array],
  float16: ["F16", Uint16Array],
  bool: ["BOOL", Uint8Array],
  uint8: ["U8", Uint8Array],
  int8: ["I8", Int8Array],
};

interface ArrayType<Data> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, offset: number, length: number): Data;
}

const headerEntry = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().min(0)).max(64),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/** The bytes of a safetensors file. Equal tensors give equal bytes, whatever order they are listed in. */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorData>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  // Widest elements first keeps every tensor aligned to its own elements.
  const byWidth = Object.keys(elementTypes);
  const sorted = Object.entries(tensors).sort(
    ([leftName, left], [rightName, right]) =>
      byWidth.indexOf(left.type) - byWidth.indexOf(right.type) || (leftName < rightName ? -1 : 1),
  );
  const entries: [string, unknown][] = Object.keys(metadata).length > 0 ? [["__metadata__", metadata]] : [];
  let end = 0;
  for (const [name, { type, shape, data }] of sorted) {
    const start = end;
    end += data.byteLength;
    entries.push([name, { dtype: elementTypes[type][0], shape, data_offsets: [start, end] }]);
  }
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const headerBytes = Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(header, 8);
  let position = 8 + headerBytes;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return file;
}

/** The tensors of a safetensors file, in arrays of their own. @throws BadSafetensorsError for any other bytes */
export function readSafetensors(file: Uint8Array): Record<string, TensorData> {
  if (file.length < 8) throw new BadSafetensorsError(`it has ${file.length} bytes, too few for a header`);
  const declared = new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true);
  if (declared > BigInt(Math.min(maximumHeaderBytes, file.length - 8)))
    throw new BadSafetensorsError(`its header claims ${declared} bytes of ${file.length}`);
  const dataStart = 8 + Number(declared);
  const body = file.subarray(dataStart);
  const tensors: [string, TensorData][] = [];
  const ranges: [start: number, end: number][] = [];
  for (const [name, value] of Object.entries(parseHeader(file.subarray(8, dataStart)))) {
    if (name === "__metadata__") continue;
    const { tensor, range } = readTensor(name, value, body);
    tensors.push([name, tensor]);
    ranges.push(range);
  }
  requireNoGaps(ranges, body.length);
  return Object.fromEntries(tensors);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new BadSafetensorsError(`its header is not JSON (${(error as Error).message})`);
  }
  if (header === null || typeof header !== "object" || Array.isArray(header))
    throw new BadSafetensorsError("its header is not an object");
  return header as Record<string, unknown>;
}

function readTensor(name: string, value: unknown, body: Uint8Array) {
  const parsed = headerEntry.safeParse(value);
  if (!parsed.success) throw new BadSafetensorsError(`its header does not describe the tensor ${JSON.stringify(name)}`);
  const { dtype, shape, data_offsets } = parsed.data;
  const [start, end] = data_offsets;
  const found = Object.entries(elementTypes).find(([, [known]]) => known === dtype);
  if (found === undefined) throw new BadSafetensorsError(`the type ${JSON.stringify(dtype)} is not known`);
  const [type, [, ArrayOfType]] = found as [DataType, (typeof elementTypes)[DataType]];
  const length = shape.reduce((product, size) => product * size, 1);
  if (start > end || end > body.length || length * ArrayOfType.BYTES_PER_ELEMENT !== end - start)
    throw new BadSafetensorsError(
      `the tensor ${JSON.stringify(name)} of shape [${shape.join(", ")}] does not fit bytes ${start} to ${end}`,
    );
  const bytes = Uint8Array.from(body.subarray(start, end)); // A Buffer's slice would share its memory, unaligned.
  const data = new ArrayOfType(bytes.buffer, 0, length);
  return { tensor: { type, shape, data } as TensorData, range: data_offsets };
}

function requireNoGaps(ranges: [start: number, end: number][], total: number): void {
  let position = 0;
  for (const [start, end] of ranges.sort((left, right) => left[0] - right[0] || left[1] - right[1])) {
    if (start !== position) throw new BadSafetensorsError(`its tensors overlap or leave a gap at byte ${position}`);
    position = end;
  }
  if (position !== total) throw new BadSafetensorsError(`${total - position} bytes after its tensors belong to none`);
}
