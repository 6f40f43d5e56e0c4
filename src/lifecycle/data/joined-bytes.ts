/** @file Pieces of a file as one: rows that are longer than a piece cost no more than twice their length. */

/** Two pieces of bytes as one: a view of both where the second follows the first in memory, else a copy. */
export function joinedBytes(first: Buffer, second: Buffer): Buffer {
  return first.length === 0 ? second : (asOneView(first, second) ?? Buffer.concat([first, second]));
}

/** Beyond it room is kept for what may follow. */
const SMALL_BYTES = 1 << 20;

/**
 * A `joinedBytes` for one stream, where `first` is often what it gave before: then `second` is copied alone. What it
 * gave before is valid no more, but for its beginning.
 */
export function createJoiner(): (first: Buffer, second: Buffer) => Buffer {
  let store: Buffer = Buffer.alloc(0);
  return (first, second) => {
    const view = first.length === 0 ? second : asOneView(first, second);
    if (view !== undefined) return view;
    const length = first.length + second.length;
    const isHeld = first.buffer === store.buffer && first.byteOffset === store.byteOffset;
    if (!isHeld || length > store.length) {
      store = Buffer.allocUnsafeSlow(length > SMALL_BYTES ? length * 2 : length);
      store.set(first);
    }
    store.set(second, first.length);
    return store.subarray(0, length);
  };
}

function asOneView(first: Buffer, second: Buffer): Buffer | undefined {
  if (first.buffer !== second.buffer || first.byteOffset + first.length !== second.byteOffset) return undefined;
  return Buffer.from(first.buffer, first.byteOffset, first.length + second.length);
}
