/** @file TF-IDF: learning a vocabulary with its weights, and counting texts by it. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { createAnalyzer } from "./analyze.ts";
import { compareCodePoints } from "./code-point-order.ts";
import { BadVocabularyError } from "./errors.ts";
import { selectTerms } from "./select-terms.ts";
import { readTermList, type TermList, termAt, termList, writeTermList } from "./term-list.ts";
import { type TextColumn, textAt } from "./text-column.ts";
import type { FittedTextPipeline } from "./text-pipeline.ts";
import type { TfidfConfig } from "./tfidf.config.ts";
import { inverseDocumentFrequencies, type RowWeighting, weighRow } from "./tfidf-weights.ts";

const vocabularyFile = "vocabulary.txt";
const idfFile = "idf.bin";

export interface FittedTfidf {
  readonly config: TfidfConfig;
  readonly terms: TermList;
  readonly idf: Float64Array | null;
}

export function learnTfidf(config: TfidfConfig, texts: TextColumn): FittedTfidf {
  const analyze = createAnalyzer(config);
  const documentFrequency = new Map<string, number>();
  const totalCount = new Map<string, number>();
  for (let row = 0; row < texts.length; row++) {
    const terms = analyze(textAt(texts, row));
    for (const term of terms) totalCount.set(term, (totalCount.get(term) ?? 0) + 1);
    for (const term of new Set(terms)) documentFrequency.set(term, (documentFrequency.get(term) ?? 0) + 1);
  }
  const sorted = [...documentFrequency.keys()].sort(compareCodePoints);
  const frequencies = Int32Array.from(sorted, (term) => documentFrequency.get(term)!);
  const totals = Float64Array.from(sorted, (term) => totalCount.get(term)!);
  const kept = selectTerms(config, texts.length, frequencies, totals);
  const terms = termList(Array.from(kept, (term) => sorted[term]!));
  const idf = config.useIdf
    ? inverseDocumentFrequencies(
        Int32Array.from(kept, (term) => frequencies[term]!),
        texts.length,
        config,
      )
    : null;
  return { config, terms, idf };
}

/** A fitted TF-IDF as a pipeline. */
export function tfidfPipeline(fitted: FittedTfidf): FittedTextPipeline {
  const { config, terms, idf } = fitted;
  const analyze = createAnalyzer(config);
  const columns = new Map<string, number>();
  for (let term = 0; term < terms.length; term++) columns.set(termAt(terms, term), term);
  const weighting: RowWeighting = { ...config, idf };
  const encode = (length: number, text: (row: number) => string): CompressedRows => {
    const offsets = new Float64Array(new SharedArrayBuffer((length + 1) * 8));
    const rows: { columns: Int32Array; values: Float64Array }[] = [];
    for (let row = 0; row < length; row++) {
      const counts = new Map<number, number>();
      for (const term of analyze(text(row))) {
        const column = columns.get(term);
        if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
      }
      const rowColumns = Int32Array.from(counts.keys()).sort();
      const values = Float64Array.from(rowColumns, (column) => counts.get(column)!);
      weighRow(weighting, rowColumns, values, 0, rowColumns.length);
      rows.push({ columns: rowColumns, values });
      offsets[row + 1] = offsets[row]! + rowColumns.length;
    }
    const indices = new Int32Array(new SharedArrayBuffer(offsets[length]! * 4));
    const values = new Float32Array(new SharedArrayBuffer(offsets[length]! * 4));
    for (const [row, { columns: rowColumns, values: rowValues }] of rows.entries()) {
      indices.set(rowColumns, offsets[row]!);
      values.set(rowValues, offsets[row]!);
    }
    return { rows: length, columns: terms.length, offsets, indices, values };
  };
  return {
    config,
    featureCount: terms.length,
    featureName: (index) => termAt(terms, index),
    async transform(texts) {
      return { kind: "rows", rows: encode(texts.length, (row) => textAt(texts, row)) };
    },
    transformBatch: (texts) => ({ kind: "rows", rows: encode(texts.length, (row) => texts[row]!) }),
    files: () => ({
      [vocabularyFile]: writeTermList(terms),
      ...(idf === null ? {} : { [idfFile]: new Uint8Array(Float64Array.from(idf).buffer) }),
    }),
  };
}

/** Reads a fitted TF-IDF back. @throws BadVocabularyError */
export function readTfidf(config: TfidfConfig, file: (name: string) => Uint8Array): FittedTfidf {
  const terms = readTermList(vocabularyFile, file(vocabularyFile));
  if (!config.useIdf) return { config, terms, idf: null };
  const bytes = file(idfFile);
  if (bytes.length !== terms.length * 8)
    throw new BadVocabularyError(idfFile, `${bytes.length} bytes do not hold ${terms.length} weights`);
  const idf = new Float64Array(new SharedArrayBuffer(bytes.length));
  new Uint8Array(idf.buffer).set(bytes);
  if (!idf.every(Number.isFinite)) throw new BadVocabularyError(idfFile, "a weight is not a finite number");
  return { config, terms, idf };
}
