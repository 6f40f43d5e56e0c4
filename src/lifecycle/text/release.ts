/** @file Giving large arrays back at once: garbage that lies outside the heap waits for a collection that may be long in coming. */

/** Frees the memory of arrays that nobody uses any more; they are empty from here on. Shared ones stay as they are. */
export function release(...arrays: readonly { readonly buffer: ArrayBufferLike }[]): void {
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
