/** @file Rows by their hashes: finds where a row occurs, each occurrence once. About 32 bytes a row. */

/** The hashes of a table's rows. */
export interface RowIndex {
  readonly rows: number;
  /** The next occurrence of a row that was not given yet, or -1. */
  take(hash: Uint32Array): number;
  /** Takes a row back, so that it can be given again by `takeBetween`. */
  giveBack(row: number): void;
  /** A row equal to `like`, strictly between two others, that was not given yet, or -1; looks at a few only. */
  takeBetween(like: number, after: number, before: number): number;
}

/** Collects hashes in the order of the rows. */
export interface RowIndexBuilder {
  add(hash: Uint32Array): void;
  finish(): RowIndex;
}

const LOOKED_AT = 32;

/** Starts an index without rows. */
export function createRowIndex(): RowIndexBuilder {
  let hashes = new Uint32Array(4 * 1024);
  let rows = 0;
  return {
    add(hash) {
      if (rows * 4 === hashes.length) {
        const grown = new Uint32Array(hashes.length * 2);
        grown.set(hashes);
        hashes = grown;
      }
      hashes.set(hash, rows * 4);
      rows++;
    },
    finish: () => indexOf(hashes, rows),
  };
}

function indexOf(hashes: Uint32Array, rows: number): RowIndex {
  let size = 1024;
  while (size < rows * 2) size *= 2;
  const heads = new Int32Array(size).fill(-1); // the first row of a chain that was not given yet; -1 for none
  const firsts = new Int32Array(size).fill(-1); // any row of the chain, by which its hash is known
  const next = new Int32Array(rows).fill(-1);
  const given = new Uint8Array(rows);

  const equals = (row: number, hash: Uint32Array) =>
    hashes[row * 4] === hash[0] &&
    hashes[row * 4 + 1] === hash[1] &&
    hashes[row * 4 + 2] === hash[2] &&
    hashes[row * 4 + 3] === hash[3];

  function slotOf(hash: Uint32Array): number {
    let slot = hash[0]! & (size - 1);
    while (firsts[slot] !== -1 && !equals(firsts[slot]!, hash)) slot = (slot + 1) & (size - 1);
    return slot;
  }

  // From the last row to the first, so that chains ascend.
  for (let row = rows - 1; row >= 0; row--) {
    const slot = slotOf(hashes.subarray(row * 4, row * 4 + 4));
    firsts[slot] = row;
    next[row] = heads[slot]!;
    heads[slot] = row;
  }

  return {
    rows,
    take(hash) {
      const slot = slotOf(hash);
      const row = heads[slot]!;
      if (row === -1) return -1;
      given[row] = 1;
      heads[slot] = next[row]!;
      return row;
    },
    giveBack(row) {
      given[row] = 0;
    },
    takeBetween(like, after, before) {
      let row = firsts[slotOf(hashes.subarray(like * 4, like * 4 + 4))]!;
      for (let looked = 0; row !== -1 && row < before && looked < LOOKED_AT; looked++) {
        if (row > after && given[row] === 0) {
          given[row] = 1;
          return row;
        }
        row = next[row]!;
      }
      return -1;
    },
  };
}
