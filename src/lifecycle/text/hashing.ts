/** @file Feature hashing: terms become columns without a vocabulary. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { createAnalyzer } from "./analyze.ts";
import type { HashingConfig } from "./hashing.config.ts";
import { murmurHash } from "./murmur-hash.ts";
import { textAt } from "./text-column.ts";
import type { FittedTextPipeline } from "./text-pipeline.ts";
import { weighRow } from "./tfidf-weights.ts";

/** Hashing as a pipeline. @throws BadTokenPatternError */
export function hashingPipeline(config: HashingConfig): FittedTextPipeline {
  const analyze = createAnalyzer(config);
  const weighting = { binary: config.binary, sublinearTf: false, norm: config.norm, idf: null };
  const encode = (length: number, text: (row: number) => string): CompressedRows => {
    const offsets = new Float64Array(new SharedArrayBuffer((length + 1) * 8));
    const rows: { columns: Int32Array; values: Float64Array }[] = [];
    for (let row = 0; row < length; row++) {
      const counts = new Map<number, number>();
      for (const term of analyze(text(row))) {
        const bytes = Buffer.from(term, "utf8");
        const hash = murmurHash(bytes, 0, bytes.length);
        const column = hashedColumn(hash, config.features);
        counts.set(column, (counts.get(column) ?? 0) + (config.alternateSign && hash < 0 ? -1 : 1));
      }
      const columns = Int32Array.from(counts.keys()).sort();
      const values = Float64Array.from(columns, (column) => counts.get(column)!);
      weighRow(weighting, columns, values, 0, columns.length);
      rows.push({ columns, values });
      offsets[row + 1] = offsets[row]! + columns.length;
    }
    const indices = new Int32Array(new SharedArrayBuffer(offsets[length]! * 4));
    const values = new Float32Array(new SharedArrayBuffer(offsets[length]! * 4));
    for (const [row, { columns: rowColumns, values: rowValues }] of rows.entries()) {
      indices.set(rowColumns, offsets[row]!);
      values.set(rowValues, offsets[row]!);
    }
    return { rows: length, columns: config.features, offsets, indices, values };
  };
  return {
    config,
    featureCount: config.features,
    featureName: (index) => `hash ${index}`,
    async transform(texts) {
      return { kind: "rows", rows: encode(texts.length, (row) => textAt(texts, row)) };
    },
    transformBatch: (texts) => ({ kind: "rows", rows: encode(texts.length, (row) => texts[row]!) }),
    files: () => ({}),
  };
}

/** The column of a hash: its absolute value, which 2³¹ leaves where -2³¹ has none in 32 bits. */
function hashedColumn(hash: number, features: number): number {
  if (hash === -0x80000000) return (0x7fffffff - (features - 1)) % features;
  return Math.abs(hash) % features;
}
