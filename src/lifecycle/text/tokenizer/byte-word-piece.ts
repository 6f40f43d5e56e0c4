/** @file WordPiece over the UTF-8 of words: the tokens are a tree of bytes, so that the longest is found in one walk. */
import { PairTable } from "../pair-table.ts";
import type { ByteSpeller } from "./model.ts";
import type { WordPieceSettings } from "./word-piece.ts";

/** Roots of the tree: of tokens that begin a word, and of those that continue one. */
const FIRST = 0;
const LATER = 1;

/** The tree begins with 2 to this many slots at most, whatever a file says. */
const MOST_ROOM = 20;
const encoder = new TextEncoder();

/** Makes what spells words in UTF-8 as `wordPiece` does. */
export function byteWordPiece({ ids, unknown, prefix, longest }: WordPieceSettings): ByteSpeller {
  const unknownId = ids.get(unknown);
  const tree = new PairTable(2 ** Math.min(MOST_ROOM, Math.ceil(Math.log2(ids.size * 4 + 1))));
  let nodes = LATER + 1;
  function plant(root: number, token: string, id: number): void {
    let place = -1;
    let node = root;
    for (const byte of encoder.encode(token)) {
      const found = tree.findOrFree(node, byte);
      place = found >= 0 ? found : tree.addAt(~found, node, byte, nodes++);
      node = tree.slots[place + 2]! - 1;
    }
    if (place >= 0) tree.slots[place + 3] = id + 1;
  }
  for (const [token, id] of ids) {
    plant(FIRST, token, id);
    if (token.startsWith(prefix)) plant(LATER, token.slice(prefix.length), id);
  }

  return (bytes, start, end, tokens) => {
    const before = tokens.count;
    let isSpelt = end - start <= longest || pointsIn(bytes, start, end) <= longest;
    for (let at = start; isSpelt && at < end; ) {
      let id = -1;
      let next = at;
      for (let to = at, node = at === start ? FIRST : LATER; to < end; ) {
        const place = tree.find(node, bytes[to++]!);
        if (place < 0) break;
        node = tree.slots[place + 2]! - 1;
        if (tree.slots[place + 3] === 0) continue;
        id = tree.slots[place + 3]! - 1;
        next = to;
      }
      isSpelt = id >= 0;
      if (isSpelt) tokens.push(id, at - start, next - start);
      at = next;
    }
    if (isSpelt) return;
    tokens.count = before;
    if (unknownId !== undefined) tokens.push(unknownId, 0, end - start);
  };
}

function pointsIn(bytes: Uint8Array, start: number, end: number): number {
  let points = 0;
  for (let at = start; at < end; at++) if ((bytes[at]! & 0xc0) !== 0x80) points++;
  return points;
}
