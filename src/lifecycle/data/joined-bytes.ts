/** Two pieces of bytes as one: a view of both where the second follows the first in memory, else a copy. */
export function joinedBytes(first: Buffer, second: Buffer): Buffer {
  if (first.length === 0) return second;
  if (first.buffer === second.buffer && first.byteOffset + first.length === second.byteOffset)
    return Buffer.from(first.buffer, first.byteOffset, first.length + second.length);
  return Buffer.concat([first, second]);
}
