import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRandom, parseConfig } from "../../foundation/index.ts";
import { textColumn } from "./text-column.ts";
import { tfidfConfig } from "./tfidf.config.ts";
import { type FitOptions, fitTfidf, readTfidf, tfidfPipeline } from "./tfidf.ts";

const configOf = (settings: object) => parseConfig(tfidfConfig, { type: "tfidf/v1", ...settings }, "test");
const pieces = [
  "the",
  "The",
  "cat",
  "a",
  "naïve",
  "ΟΔΟΣ",
  "İi",
  "日本語",
  "𝒜𝒷",
  "١٢",
  "é",
  "e\u0301",
  "\u0085",
  "\u00a0",
  "\ufeff",
];
const separators = [" ", "  ", "\t", "\n", "-", "'", "\u0000", "\u2028", "😀", "", "\u001c"];

/** Texts that look a little like text. */
const someText = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...separators)), { maxLength: 12 })
  .map((parts) => parts.flat().join(""));
const anyTexts = fc.array(fc.oneof(someText, fc.string({ unit: "binary" })), { minLength: 1, maxLength: 6 });
const anySettings = fc.record({
  analyzer: fc.constantFrom("word", "char", "char_wb"),
  ngramRange: fc.constantFrom([1, 1], [1, 2], [2, 2], [1, 3], [2, 4], [3, 3]),
  lowercase: fc.boolean(),
  stripAccents: fc.constantFrom(null, "ascii", "unicode"),
  tokenPattern: fc.constantFrom("(?u)\\b\\w\\w+\\b", "\\b\\w+\\b", "(?u)\\w+|[^\\w\\s]", "\\b\\w\\w+\\b|[^\\w\\s]"),
  stopWords: fc.constantFrom(null, ["the", "cat", "é"]),
  sublinearTf: fc.boolean(),
});

async function resultOf(settings: object, texts: readonly string[], options: FitOptions) {
  try {
    const { fitted, rows } = await fitTfidf(configOf(settings), textColumn(texts), options);
    return { files: tfidfPipeline(fitted).files(), rows };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

test("the fast ways give what the plain analyser gives", async () => {
  await fc.assert(
    fc.asyncProperty(anySettings, anyTexts, async (settings, texts) => {
      assert.deepEqual(await resultOf(settings, texts, {}), await resultOf(settings, texts, { plain: true }));
    }),
    { seed: 3, numRuns: 500 },
  );
});

test("a fitted pipeline gives the rows of its fit, for texts one by one too, and after a round trip", async () => {
  await fc.assert(
    fc.asyncProperty(anySettings, anyTexts, async (settings, texts) => {
      const config = configOf(settings);
      const outcome = await fitTfidf(config, textColumn(texts)).catch(() => null);
      if (outcome === null) return;
      const pipeline = tfidfPipeline(outcome.fitted);
      assert.deepEqual(await pipeline.transform(textColumn(texts)), { kind: "rows", rows: outcome.rows });
      const files = pipeline.files();
      const loaded = tfidfPipeline(readTfidf(config, (name) => files[name]!));
      for (const text of texts) assert.deepEqual(loaded.transformBatch([text]), pipeline.transformBatch([text]));
    }),
    { seed: 4, numRuns: 200 },
  );
});

/** Enough text for worker threads. */
function manyTexts(): string[] {
  const random = createRandom(5);
  const letters = "abcdefghijklmnoprstuvwz";
  const word = () => Array.from({ length: 1 + random.integer(5) }, () => letters[random.integer(23)]!).join("");
  const texts = Array.from({ length: 4000 }, () => Array.from({ length: 1 + random.integer(90) }, word).join(" "));
  return [...texts, "", "naïve café ÉTÉ", ` ${"again ".repeat(300)}`, "x"];
}

test("the result is the same for every number of threads, plain or not", async () => {
  const texts = textColumn(manyTexts());
  for (const settings of [
    { ngramRange: [1, 2], minDf: 2 },
    { analyzer: "char_wb", ngramRange: [2, 3] },
  ]) {
    const config = configOf(settings);
    const one = await fitTfidf(config, texts, { threads: 1 });
    const three = await fitTfidf(config, texts, { threads: 3 });
    assert.deepEqual(three, one);
    const plain = await fitTfidf(config, texts, { threads: 2, plain: true });
    assert.deepEqual(plain, one);
    const pipeline = tfidfPipeline(one.fitted);
    assert.deepEqual(await pipeline.transform(texts, { threads: 3 }), { kind: "rows", rows: one.rows });
  }
});

test("progress is told, and a cancelled fit stops", async () => {
  const texts = textColumn(manyTexts());
  const tasks = new Set<string>();
  const controller = new AbortController();
  await fitTfidf(configOf({}), texts, { threads: 2, progress: ({ task }) => tasks.add(task) });
  assert.ok(tasks.has("Counting terms"));
  controller.abort();
  await assert.rejects(fitTfidf(configOf({}), texts, { threads: 2, signal: controller.signal }), {
    code: "foundation/cancelled",
  });
});

test("limits on document frequency and on the number of terms", async () => {
  const texts = textColumn(["aa bb cc", "aa bb", "aa dd dd", "aa"]);
  const termsOf = async (settings: object) => {
    const pipeline = tfidfPipeline((await fitTfidf(configOf(settings), texts)).fitted);
    return Array.from({ length: pipeline.featureCount }, (_, column) => pipeline.featureName(column)).join(" ");
  };
  assert.equal(await termsOf({}), "aa bb cc dd");
  assert.equal(await termsOf({ minDf: 2 }), "aa bb");
  assert.equal(await termsOf({ minDf: 0.5 }), "aa bb");
  assert.equal(await termsOf({ maxDf: 0.5 }), "bb cc dd");
  assert.equal(await termsOf({ maxDf: 2 }), "bb cc dd");
  assert.equal(await termsOf({ maxFeatures: 2 }), "aa bb");
  assert.equal(await termsOf({ maxFeatures: 3 }), "aa bb dd");
  assert.equal(await termsOf({ maxFeatures: 3, binary: true }), "aa bb cc");
  await assert.rejects(termsOf({ minDf: 5 }), { code: "text/document-frequency-range" });
  await assert.rejects(termsOf({ minDf: 3, maxDf: 3 }), { code: "text/no-terms-remain" });
  await assert.rejects(termsOf({ tokenPattern: "zz" }), { code: "text/empty-vocabulary" });
  await assert.rejects(async () => fitTfidf(configOf({ tokenPattern: "(" }), texts), {
    code: "text/bad-token-pattern",
  });
});

test("a vocabulary that was tampered with is refused", async () => {
  const { fitted } = await fitTfidf(configOf({}), textColumn(["aa bb", "bb cc"]));
  const files = tfidfPipeline(fitted).files();
  const load = (changes: Record<string, Uint8Array>) =>
    tfidfPipeline(readTfidf(fitted.config, (name) => ({ ...files, ...changes })[name]!)).transformBatch(["aa"]);
  const text = (content: string) => ({ "vocabulary.txt": Buffer.from(content, "latin1") });
  assert.equal(load({}).kind, "rows");
  for (const content of [
    "aa\nbb\ncc",
    "aa\ncc\nbb\n",
    "aa\naa\nbb\n",
    "aa\nbb\n",
    "aa\n\\x\nbb\n",
    "aa\nb\xff\ncc\n",
    "",
    "\naa\nbb\n",
  ])
    assert.throws(() => load(text(content)), { code: "text/bad-vocabulary" }, JSON.stringify(content));
  assert.throws(() => load({ "idf.bin": new Uint8Array(24).fill(255) }), { code: "text/bad-vocabulary" });
  assert.throws(() => load({ "idf.bin": new Uint8Array(23) }), { code: "text/bad-vocabulary" });
});

test("random bytes as a vocabulary never crash", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (vocabulary, weights) => {
      const files: Record<string, Uint8Array> = { "vocabulary.txt": vocabulary, "idf.bin": weights };
      try {
        tfidfPipeline(readTfidf(configOf({ ngramRange: [1, 2] }), (name) => files[name]!)).transformBatch(["a b"]);
      } catch (error) {
        assert.equal((error as { code?: string }).code, "text/bad-vocabulary");
      }
    }),
    { seed: 6, numRuns: 500 },
  );
});
