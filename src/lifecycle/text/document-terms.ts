/** @file Which texts hold which terms, for reports about parts of a data set. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { EmptyVocabularyError, NothingRemainsError } from "./errors.ts";
import { termAt } from "./term-list.ts";
import type { TextColumn } from "./text-column.ts";
import type { TransformOptions } from "./text-pipeline.ts";
import { tfidfConfig } from "./tfidf.config.ts";
import { fitTfidf } from "./tfidf.ts";

/** Terms by column, and the texts' rows: an entry where the text holds the term. */
export interface DocumentTerms {
  readonly terms: number;
  termAt(column: number): string;
  readonly rows: CompressedRows<Float32Array | Float64Array>;
}

/** Lower-cased words, and runs of them up to `longest` words, that at least `least` and at most `most` texts hold. */
export async function documentTerms(
  texts: TextColumn,
  limits: { readonly longest: number; readonly least: number; readonly most: number },
  options: TransformOptions = {},
): Promise<DocumentTerms> {
  const { longest, least, most } = limits;
  const config = tfidfConfig.parse({
    type: "tfidf/v1",
    ngramRange: [1, longest],
    minDf: Math.max(1, least),
    maxDf: Math.max(2, least, most),
    binary: true,
    norm: null,
    useIdf: false,
  });
  try {
    const { fitted, rows } = await fitTfidf(config, texts, options);
    return { terms: fitted.terms.length, termAt: (column) => termAt(fitted.terms, column), rows };
  } catch (error) {
    if (error instanceof EmptyVocabularyError || error instanceof NothingRemainsError) return noTerms(texts.length);
    throw error;
  }
}

function noTerms(texts: number): DocumentTerms {
  return {
    terms: 0,
    termAt: () => "",
    rows: {
      rows: texts,
      columns: 0,
      offsets: new Float64Array(texts + 1),
      indices: new Int32Array(),
      values: new Float32Array(),
    },
  };
}
