/** @file Our side of `near-duplicates`: texts in memory to the list of similar pairs, exact copies included. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { findSimilarTexts } from "../../src/lifecycle/quality/index.ts";
import { measured } from "../harness.ts";
import { sharedTexts } from "./shared-texts.ts";

const [folder, truth, rows] = process.argv.slice(2) as [string, string, string];
const texts = sharedTexts(folder, Number(rows));
const pairs = new Set<string>();

await measured(async () => {
  const { equal, near } = await findSimilarTexts(texts, { jaccard: 0.8 }, { threads: availableParallelism() });
  const rowsOf = Map.groupBy(equal.first.keys(), (row) => equal.first[row]!);
  for (const own of rowsOf.values())
    for (const [at, left] of own.entries()) for (const right of own.slice(at + 1)) pairs.add(`${left} ${right}`);
  for (const [at, one] of near.pairs.left.entries())
    for (const left of rowsOf.get(one)!)
      for (const right of rowsOf.get(near.pairs.right[at]!)!)
        pairs.add(left < right ? `${left} ${right}` : `${right} ${left}`);
  const expected = (JSON.parse(readFileSync(truth, "utf8")) as [number, number][]).filter(
    ([, right]) => right < texts.length,
  );
  const found = expected.filter(([left, right]) => pairs.has(`${left} ${right}`)).length;
  return { pairs: pairs.size, truePairs: expected.length, recall: found / expected.length };
});
