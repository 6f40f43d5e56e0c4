/** @file The weights of TF-IDF: from counts to values, by scikit-learn's formulas. */
import type { TfidfConfig } from "./tfidf.config.ts";

/** The inverse document frequency of each term: `ln(n / df) + 1`. */
export function inverseDocumentFrequencies(
  documentFrequencies: ArrayLike<number>,
  texts: number,
  config: Pick<TfidfConfig, "smoothIdf">,
): Float64Array {
  const more = config.smoothIdf ? 1 : 0;
  const idf = new Float64Array(new SharedArrayBuffer(documentFrequencies.length * 8));
  const weightOf = (frequency: number) => Math.log((texts + more) / (frequency + more)) + 1;
  const common = Float64Array.from({ length: 1024 }, (_, frequency) => weightOf(frequency));
  for (let term = 0; term < idf.length; term++) {
    const frequency = documentFrequencies[term]!;
    idf[term] = frequency < common.length ? common[frequency]! : weightOf(frequency);
  }
  return idf;
}

/** How the counts of one text become its values. */
export interface RowWeighting {
  readonly binary: boolean;
  readonly sublinearTf: boolean;
  readonly norm: "l1" | "l2" | null;
  /** [columns], or `null` where terms weigh the same. */
  readonly idf: Float64Array | null;
}

const logarithms = Float64Array.from({ length: 1024 }, (_, count) => Math.log(count));

/** Replaces the counts (negative ones too, as hashing makes them) of columns `start … end` by their values, in place. */
export function weighRow(
  weighting: RowWeighting,
  columns: Int32Array,
  values: Float64Array,
  start: number,
  end: number,
): void {
  const { binary, sublinearTf, norm, idf } = weighting;
  let total = 0;
  for (let at = start; at < end; at++) {
    let value = values[at]!;
    if (binary) value = 1;
    else if (sublinearTf) value = 1 + (value < 1024 ? logarithms[value]! : Math.log(value));
    if (idf !== null) value *= idf[columns[at]!]!;
    values[at] = value;
    total += norm === "l2" ? value * value : Math.abs(value);
  }
  if (norm === null || total === 0) return;
  const length = norm === "l2" ? Math.sqrt(total) : total;
  for (let at = start; at < end; at++) values[at] = values[at]! / length;
}
