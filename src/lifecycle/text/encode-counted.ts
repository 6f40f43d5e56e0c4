/** @file Fitting, last step: the counted blocks become the rows of the matrix, in place. */
import type { TaskContext } from "../../foundation/index.ts";
import type { CountedBlock } from "./count-texts.ts";
import { RowEncoder } from "./row-encoder.ts";
import type { RowWeighting } from "./tfidf-weights.ts";

/** One counted block. */
export interface BlockOfRows {
  readonly counted: CountedBlock;
  /** Its texts. */
  readonly first: number;
  readonly last: number;
  /** [nodes of the part] Columns, -1 where a term is not kept. */
  readonly columnOf: Int32Array;
}

/** Blocks that threads take one by one. */
export interface BlocksOfRows {
  readonly blocks: readonly BlockOfRows[];
  /** [1] The next block. */
  readonly cursor: Int32Array;
  /** [texts] Entries of each text as counted. */
  readonly rowEntries: Int32Array;
}

/** What is encoded, and where the rows go. */
export interface EncodeCountedJob extends BlocksOfRows {
  readonly weighting: RowWeighting;
  readonly columns: number;
  /** The matrix. */
  readonly offsets: Float64Array;
  readonly indices: Int32Array;
  readonly values: Float32Array | Float64Array;
}

type Cancellation = Pick<TaskContext, "throwIfCancelled">;

/** Writes the blocks' rows into the matrix until none is left. */
export function encodeCounted(job: EncodeCountedJob, context: Cancellation): void {
  const { rowEntries, offsets, indices, values } = job;
  const encoder = new RowEncoder(job.weighting, job.columns);
  takeEach(job, context, ({ counted, first, last, columnOf }) => {
    const counts = wholeCounts(counted);
    let entry = 0;
    for (let row = first; row < last; row++) {
      const end = entry + rowEntries[row]!;
      const length = encoder.encode(counted.ids, counts, entry, end, columnOf);
      const start = offsets[row]!;
      for (let at = 0; at < length; at++) {
        indices[start + at] = encoder.columns[at]!;
        values[start + at] = encoder.values[at]!;
      }
      entry = end;
    }
  });
}

function takeEach(
  { blocks, cursor }: BlocksOfRows,
  { throwIfCancelled }: Cancellation,
  work: (block: BlockOfRows) => void,
): void {
  for (;;) {
    throwIfCancelled();
    const block = blocks[Atomics.add(cursor, 0, 1)];
    if (block === undefined) return;
    work(block);
  }
}

function wholeCounts({ counts, large }: CountedBlock): Int32Array {
  const whole = new Int32Array(counts);
  let next = 0;
  if (large.length > 0)
    for (let entry = 0; entry < whole.length; entry++) if (whole[entry] === 255) whole[entry] = large[next++]!;
  return whole;
}

/** What `countKept` reads and writes. */
export interface CountKeptJob extends BlocksOfRows {
  /** [texts] Receives the number of kept entries of each text. */
  readonly keptEntries: Int32Array;
}

/** Counts the entries that stay once terms are left out. */
export function countKept(job: CountKeptJob, context: Cancellation): void {
  const { rowEntries, keptEntries } = job;
  takeEach(job, context, ({ counted, first, last, columnOf }) => {
    let entry = 0;
    for (let row = first; row < last; row++) {
      let kept = 0;
      for (const end = entry + rowEntries[row]!; entry < end; entry++) if (columnOf[counted.ids[entry]!]! >= 0) kept++;
      keptEntries[row] = kept;
    }
  });
}
