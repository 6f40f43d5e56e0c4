/** @file From the counted terms of a text to one row of the matrix: columns in order, with their values. */
import { type RowWeighting, weighRow } from "./tfidf-weights.ts";

/** Makes rows; keeps its working space from row to row. */
export class RowEncoder {
  readonly #weighting: RowWeighting;
  readonly #digits: number;
  /** The latest row. */
  columns = new Int32Array(1 << 10);
  values = new Float64Array(1 << 10);
  #counts = new Int32Array(1 << 10);
  #spareColumns = new Int32Array(1 << 10);
  #spareCounts = new Int32Array(1 << 10);
  readonly #ends = new Int32Array(257);

  constructor(weighting: RowWeighting, columns: number) {
    this.#weighting = weighting;
    this.#digits = Math.ceil(Math.log2(Math.max(columns, 2)) / 8);
  }

  /**
   * Makes `columns` and `values` of the entries `start … end`, leaving out nodes whose column is -1; gives the number
   * of columns. `columnOf` is `null` where the ids are columns already; these may repeat, and their counts then add up.
   */
  encode(ids: Int32Array, counts: Int32Array, start: number, end: number, columnOf: Int32Array | null): number {
    this.#reserve(end - start);
    const { columns } = this;
    const rowCounts = this.#counts;
    let length = 0;
    for (let entry = start; entry < end; entry++) {
      const column = columnOf === null ? ids[entry]! : columnOf[ids[entry]!]!;
      if (column < 0) continue;
      columns[length] = column;
      rowCounts[length++] = counts[entry]!;
    }
    this.#sort(length);
    if (columnOf === null) length = this.#addUp(length);
    const { values } = this;
    for (let at = 0; at < length; at++) values[at] = this.#counts[at]!;
    weighRow(this.#weighting, this.columns, values, 0, length);
    return length;
  }

  #reserve(length: number): void {
    if (length <= this.columns.length) return;
    this.columns = new Int32Array(length * 2);
    this.values = new Float64Array(length * 2);
    this.#counts = new Int32Array(length * 2);
    this.#spareColumns = new Int32Array(length * 2);
    this.#spareCounts = new Int32Array(length * 2);
  }

  #addUp(length: number): number {
    const { columns } = this;
    const counts = this.#counts;
    let kept = 0;
    for (let at = 0; at < length; at++) {
      if (kept > 0 && columns[kept - 1] === columns[at]) counts[kept - 1]! += counts[at]!;
      else {
        columns[kept] = columns[at]!;
        counts[kept++] = counts[at]!;
      }
    }
    return kept;
  }

  /** Sorts by column: insertion for a few, else radix by bytes. */
  #sort(length: number): void {
    if (length <= 24) {
      insertionSort(this.columns, this.#counts, length);
      return;
    }
    for (let digit = 0; digit < this.#digits; digit++) {
      const from = this.columns;
      const fromCounts = this.#counts;
      const to = this.#spareColumns;
      const toCounts = this.#spareCounts;
      const ends = this.#ends.fill(0);
      const shift = digit * 8;
      for (let at = 0; at < length; at++) ends[((from[at]! >>> shift) & 255) + 1]!++;
      for (let at = 0; at < 256; at++) ends[at + 1]! += ends[at]!;
      for (let at = 0; at < length; at++) {
        const place = ends[(from[at]! >>> shift) & 255]!++;
        to[place] = from[at]!;
        toCounts[place] = fromCounts[at]!;
      }
      this.columns = to;
      this.#counts = toCounts;
      this.#spareColumns = from;
      this.#spareCounts = fromCounts;
    }
  }
}

function insertionSort(columns: Int32Array, counts: Int32Array, length: number): void {
  for (let next = 1; next < length; next++) {
    const column = columns[next]!;
    const count = counts[next]!;
    let at = next;
    for (; at > 0 && columns[at - 1]! > column; at--) {
      columns[at] = columns[at - 1]!;
      counts[at] = counts[at - 1]!;
    }
    columns[at] = column;
    counts[at] = count;
  }
}
