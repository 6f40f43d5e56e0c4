/** @file In how many texts of each group a token occurs. */
import { fitTextPipeline, type TextColumn } from "../../text/index.ts";
import { tfidfConfig } from "../../text/tfidf.config.ts";
import type { ExamineOptions } from "../examine-options.ts";

/** Counts of one set of texts. */
export interface TokenCounts {
  readonly tokens: number;
  /** The token of a column, in lower case. */
  token(index: number): string;
  /** Row-major [tokens, groups]: texts of the group that hold the token. */
  readonly counts: Uint32Array;
  /** [groups] Texts. */
  readonly sizes: Uint32Array;
}

/** Counts words of two letters and more that at least `leastTexts` texts hold; texts of group -1 are left out of the counts. */
export async function tokenCounts(
  texts: TextColumn,
  groupIds: Int32Array,
  groups: number,
  leastTexts: number,
  { threads, progress, signal }: ExamineOptions,
): Promise<TokenCounts> {
  const config = tfidfConfig.parse({ type: "tfidf/v1", binary: true, norm: null, useIdf: false, minDf: leastTexts });
  const { pipeline, encoded } = await fitTextPipeline(config, texts, { threads, progress, signal });
  if (encoded.kind !== "rows") throw new Error("TF-IDF gives rows.");
  const { rows, offsets, indices } = encoded.rows;
  const counts = new Uint32Array(pipeline.featureCount * groups);
  const sizes = new Uint32Array(groups);
  for (let row = 0; row < rows; row++) {
    const group = groupIds[row]!;
    if (group < 0) continue;
    sizes[group]!++;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) counts[indices[at]! * groups + group]!++;
  }
  return { tokens: pipeline.featureCount, token: (index) => pipeline.featureName(index), counts, sizes };
}
