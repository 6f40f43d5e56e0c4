/** @file In how many texts of each group a token occurs. */
import { type LabelSets, labelSetAt } from "../../labels/index.ts";
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
  /** [tokens] Texts that hold the token, of any group or none. */
  readonly textsOfToken: Uint32Array;
  /** How many texts were counted. */
  readonly texts: number;
}

/** Which texts are counted for what. */
export interface TextGroups {
  /** The groups of each text. */
  readonly groups: LabelSets;
  readonly count: number;
  /** Whether a text is counted at all; every text is where absent. */
  isCounted?(text: number): boolean;
}

/** Counts words of two letters and more that at least `leastTexts` texts hold, counted or not. */
export async function tokenCounts(
  texts: TextColumn,
  { groups, count, isCounted = () => true }: TextGroups,
  leastTexts: number,
  { threads, progress, signal }: ExamineOptions,
): Promise<TokenCounts> {
  const config = tfidfConfig.parse({ type: "tfidf/v1", binary: true, norm: null, useIdf: false, minDf: leastTexts });
  const { pipeline, encoded } = await fitTextPipeline(config, texts, { threads, progress, signal });
  if (encoded.kind !== "rows") throw new Error("TF-IDF gives rows.");
  const { rows, offsets, indices } = encoded.rows;
  const counts = new Uint32Array(pipeline.featureCount * count);
  const sizes = new Uint32Array(count);
  const textsOfToken = new Uint32Array(pipeline.featureCount);
  let counted = 0;
  for (let row = 0; row < rows; row++) {
    if (!isCounted(row)) continue;
    counted++;
    const own = labelSetAt(groups, row);
    for (const group of own) sizes[group]!++;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      textsOfToken[indices[at]!]!++;
      for (const group of own) counts[indices[at]! * count + group]!++;
    }
  }
  const token = (index: number) => pipeline.featureName(index);
  return { tokens: pipeline.featureCount, token, counts, sizes, textsOfToken, texts: counted };
}
