import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { fitTextPipeline, loadTextPipeline } from "./fit-text-pipeline.ts";
import { subwordIdsConfig } from "./subword-ids.config.ts";
import { learnSubwordIds, locateSubwords, subwordIdsPipeline } from "./subword-ids.ts";
import { BASE_SYMBOLS, bytesOfWord, createWordSplitter, learnMerges, spellSymbol } from "./subword-pieces.ts";
import { textColumn } from "./text-column.ts";

/** The definition, word for word: count all pairs anew after each merge. */
function plainMerges(words: readonly { readonly symbols: readonly number[]; readonly count: number }[], most: number) {
  let current = words.map(({ symbols, count }) => ({ symbols: [...symbols], count }));
  const merges: number[] = [];
  for (let merge = 0; merge < most; merge++) {
    const counts = new Map<string, { pair: readonly [number, number]; count: number }>();
    for (const { symbols, count } of current)
      for (let at = 0; at + 1 < symbols.length; at++) {
        const pair = [symbols[at]!, symbols[at + 1]!] as const;
        const known = counts.get(pair.join()) ?? { pair, count: 0 };
        counts.set(pair.join(), { pair, count: known.count + count });
      }
    const [best] = [...counts.values()].sort(
      (one, other) => other.count - one.count || one.pair[0] - other.pair[0] || one.pair[1] - other.pair[1],
    );
    if (best === undefined || best.count < 2) break;
    merges.push(...best.pair);
    current = current.map(({ symbols, count }) => {
      const joined: number[] = [];
      for (let at = 0; at < symbols.length; at++)
        if (symbols[at] === best.pair[0] && symbols[at + 1] === best.pair[1]) {
          joined.push(BASE_SYMBOLS + merge);
          at++;
        } else joined.push(symbols[at]!);
      return { symbols: joined, count };
    });
  }
  return merges;
}

const words = () => {
  const random = createRandom("subwords");
  return Array.from({ length: 60 }, () => ({
    symbols: bytesOfWord(Uint8Array.from({ length: 1 + random.integer(9) }, () => 97 + random.integer(4))),
    count: 1 + random.integer(5),
  }));
};

describe("subword ids", () => {
  test("merges are those of the definition, and words are cut by them in their order", () => {
    const merges = learnMerges(words(), 80);
    assert.deepEqual([...merges], plainMerges(words(), 80));
    const split = createWordSplitter(merges);
    const learnt = words();
    learnMerges(learnt, 80);
    for (const [at, { symbols }] of words().entries()) {
      const word = String.fromCharCode(...symbols.map((symbol) => symbol % 256));
      assert.deepEqual(split(word), learnt[at]!.symbols);
      assert.equal(Buffer.from(split(word).flatMap((symbol) => spellSymbol(merges, symbol).bytes)).toString(), word);
    }
  });

  const texts = [
    "Good films, GOOD film!",
    "",
    "Ein guter Film: schön 👍🏽 👍🏽",
    "いい映画 いい映画",
    "İstanbul'da iyi film",
    "good good film film films",
  ];
  const config = subwordIdsConfig.parse({ type: "subword-ids/v1", maxTokens: 560, minFrequency: 1 });

  test("what each piece stands for are parts of the text, in order, that miss nothing but spaces", async () => {
    const fitted = await learnSubwordIds(config, textColumn(texts), {});
    const pipeline = subwordIdsPipeline(fitted);
    for (const text of texts) {
      const located = locateSubwords(fitted, text);
      const encoded = pipeline.transformBatch([text]);
      assert.ok(encoded.kind === "tokens");
      assert.deepEqual(
        located.map(({ id }) => id),
        [...encoded.tokens.ids],
      );
      let before = 0;
      for (const { start, end } of located) {
        assert.ok(start < end && end <= text.length);
        if (start > before) assert.match(text.slice(before, start), /^\s*$/u);
        before = Math.max(before, end);
      }
      assert.match(text.slice(before), /^\s*$/u);
    }
    const [first] = locateSubwords(fitted, "GOOD");
    assert.deepEqual(first, { id: first!.id, start: 0, end: 4 });
    assert.equal(pipeline.featureName(first!.id), "good");
  });

  test("words that were never seen, in any script, have pieces", async () => {
    const { pipeline } = await fitTextPipeline(config, textColumn(texts));
    const encoded = pipeline.transformBatch(["กรุงเทพ Ω🜁"]);
    assert.ok(encoded.kind === "tokens" && encoded.tokens.ids.length > 5);
    for (const id of encoded.tokens.ids) assert.ok(id > 0 && id < pipeline.featureCount);
  });

  test("a file of merges that does not hold together is refused", () => {
    for (const content of ["x", "97 98\n900 97\n", "97\n"])
      assert.throws(() => loadTextPipeline(config, () => Buffer.from(content)), { code: "text/bad-vocabulary" });
  });
});
