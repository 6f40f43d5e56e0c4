/** @file Floating-point elements of other widths as numbers of 32 bits. */

/** Writes the elements in `bytes` (aligned to their width) to `target`, one after the other. */
type Widen = (bytes: ArrayBuffer, target: Float32Array) => void;

/** By the name of the type in a header. float16 and bfloat16 are exact in float32; float64 is rounded. */
export const floatReaders: ReadonlyMap<string, Widen> = new Map<string, Widen>([
  ["F32", (bytes, target) => target.set(new Float32Array(bytes))],
  ["F16", (bytes, target) => target.set(new Float16Array(bytes))],
  ["BF16", (bytes, target) => widenBfloat16(new Uint16Array(bytes), target)],
  ["F64", (bytes, target) => target.set(new Float64Array(bytes))],
]);

/** bfloat16 is the upper half of a float32. */
function widenBfloat16(halves: Uint16Array, target: Float32Array): void {
  const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
  for (let at = 0; at < halves.length; at++) bits[at] = halves[at]! << 16;
}
