/** @file Fitting, last step: the counted blocks become the rows of the matrix, in place. */
import type { CountedBlock } from "./count-texts.ts";
import { RowEncoder } from "./row-encoder.ts";
import type { RowWeighting } from "./tfidf-weights.ts";

/** One counted block and where its rows go. */
export interface EncodeCountedJob {
  readonly counted: CountedBlock;
  /** Its texts. */
  readonly first: number;
  readonly last: number;
  /** [texts] Entries of each text as counted. */
  readonly rowEntries: Int32Array;
  /** [nodes of the part] Columns, -1 where a term is not kept. */
  readonly columnOf: Int32Array;
  readonly weighting: RowWeighting;
  readonly columns: number;
  /** The matrix. */
  readonly offsets: Float64Array;
  readonly indices: Int32Array;
  readonly values: Float32Array | Float64Array;
}

/** Writes the block's rows into the matrix. */
export function encodeCounted(job: EncodeCountedJob): void {
  const { counted, rowEntries, columnOf, offsets, indices, values } = job;
  const encoder = new RowEncoder(job.weighting, job.columns);
  const counts = wholeCounts(counted);
  let entry = 0;
  for (let row = job.first; row < job.last; row++) {
    const end = entry + rowEntries[row]!;
    const length = encoder.encode(counted.ids, counts, entry, end, columnOf);
    const start = offsets[row]!;
    for (let at = 0; at < length; at++) {
      indices[start + at] = encoder.columns[at]!;
      values[start + at] = encoder.values[at]!;
    }
    entry = end;
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
export interface CountKeptJob {
  readonly counted: CountedBlock;
  readonly first: number;
  readonly last: number;
  readonly rowEntries: Int32Array;
  readonly columnOf: Int32Array;
  /** [texts] Receives the number of kept entries of each text. */
  readonly keptEntries: Int32Array;
}

/** Counts the entries that stay once terms are left out. */
export function countKept({ counted, first, last, rowEntries, columnOf, keptEntries }: CountKeptJob): void {
  let entry = 0;
  for (let row = first; row < last; row++) {
    let kept = 0;
    for (const end = entry + rowEntries[row]!; entry < end; entry++) if (columnOf[counted.ids[entry]!]! >= 0) kept++;
    keptEntries[row] = kept;
  }
}
