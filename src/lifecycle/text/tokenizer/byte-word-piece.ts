/** @file WordPiece over the bytes of words in ASCII: the tokens are a tree of bytes, so that the longest is found in one walk. */
import { PairTable, SLOT } from "../pair-table.ts";
import type { ByteSpeller } from "./model.ts";
import type { WordPieceSettings } from "./word-piece.ts";

/** Roots of the tree: of tokens that begin a word, and of those that continue one. */
const FIRST = 0;
const LATER = 1;

/** Makes what spells words in ASCII as `wordPiece` does. */
export function byteWordPiece({ ids, unknown, prefix, longest }: WordPieceSettings): ByteSpeller {
  const unknownId = ids.get(unknown);
  const tree = new PairTable(1 << 12, () => ids.size * SLOT);
  let nodes = LATER + 1;
  function plant(root: number, token: string, id: number): void {
    let place = -1;
    for (let at = 0, node = root; at < token.length; at++, node = tree.slots[place + 2]! - 1) {
      const found = tree.findOrFree(node, token.charCodeAt(at));
      place = found >= 0 ? found : tree.addAt(~found, node, token.charCodeAt(at), nodes++);
    }
    if (place >= 0) tree.slots[place + 3] = id + 1;
  }
  for (const [token, id] of ids) {
    plant(FIRST, token, id);
    if (token.startsWith(prefix)) plant(LATER, token.slice(prefix.length), id);
  }

  return (bytes, start, end, tokens) => {
    const before = tokens.count;
    let isSpelt = end - start <= longest;
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
