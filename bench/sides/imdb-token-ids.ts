/** @file IMDb's official split as token ids (vocabulary 20,000 of the training texts, 400 tokens a text), in plain files that both sides read. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { TokenRows } from "../../src/lifecycle/text/index.ts";
import { benchFolder } from "../harness.ts";

/** One half of the data. */
export interface TokenIdSet {
  readonly tokens: TokenRows;
  readonly labelIds: Int32Array;
}

/** Size of the vocabulary, the two special ids included. */
export const vocabularySize = 20_000;

/** Where the files are: `<part>-<array>.i32` for the parts train and test and the arrays offsets, ids and labels. */
export function tokenIdFolder(): string {
  return benchFolder("imdb-token-ids-v1");
}

/** Reads what `prepare-imdb-token-ids.ts` made, into shared buffers. */
export function readTokenIds(part: "train" | "test"): TokenIdSet {
  const read = (name: string) => {
    const bytes = readFileSync(path.join(tokenIdFolder(), `${part}-${name}.i32`));
    const values = new Int32Array(new SharedArrayBuffer(bytes.length));
    new Uint8Array(values.buffer).set(bytes);
    return values;
  };
  const starts = read("offsets");
  const offsets = new Float64Array(new SharedArrayBuffer(starts.length * 8));
  offsets.set(starts);
  return { tokens: { rows: starts.length - 1, vocabularySize, offsets, ids: read("ids") }, labelIds: read("labels") };
}
