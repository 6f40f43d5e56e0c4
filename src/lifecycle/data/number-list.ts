/** @file Numbers by row in blocks: grows without ever copying, so that tens of millions need no more than their size. */

const BLOCK = 1 << 20;

/** A growing list of doubles. */
export interface NumberList {
  set(index: number, value: number): void;
  /** NaN where nothing was set. */
  get(index: number): number;
}

/** Starts an empty list. */
export function createNumberList(): NumberList {
  const blocks: Float64Array[] = [];
  return {
    set(index, value) {
      const block = Math.floor(index / BLOCK);
      while (blocks.length <= block) blocks.push(new Float64Array(BLOCK).fill(Number.NaN));
      blocks[block]![index % BLOCK] = value;
    },
    get: (index) => blocks[Math.floor(index / BLOCK)]?.[index % BLOCK] ?? Number.NaN,
  };
}
