import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom, parseConfig } from "../../foundation/index.ts";
import { ByteTokens } from "./byte-tokens.ts";
import { fitTextPipeline, loadTextPipeline } from "./fit-text-pipeline.ts";
import { createIdMaker, createTokenNumberer, mergeWords } from "./learn-ngram-ids.ts";
import { characterNgramBuckets, hashToken, wordNgramBuckets } from "./ngram-hash.ts";
import { ngramIdsConfig } from "./ngram-ids.config.ts";
import { textColumn } from "./text-column.ts";
import { readUsedBuckets, writeUsedBuckets } from "./used-buckets.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hashOf = (text: string) => hashToken(bytesOf(text), 0, bytesOf(text).length);

/** The same in 64-bit integers, as fastText's source has it. */
function bucketsByBigInt(hashes: Int32Array, longest: number, buckets: number): number[] {
  const found: number[] = [];
  for (let first = 0; first < hashes.length; first++) {
    let hash = BigInt.asUintN(64, BigInt(hashes[first]!));
    for (let next = first + 1; next < Math.min(hashes.length, first + longest); next++) {
      hash = BigInt.asUintN(64, hash * 116049371n + BigInt(hashes[next]!));
      found.push(Number(hash % BigInt(buckets)));
    }
  }
  return found;
}

describe("n-gram hashes", () => {
  test("FNV-1a: published values for ASCII, signed bytes beyond", () => {
    assert.equal(hashOf("") >>> 0, 0x811c9dc5);
    assert.equal(hashOf("a") >>> 0, 0xe40c292c);
    assert.equal(hashOf("foobar") >>> 0, 0xbf9cf968);
    assert.notEqual(hashOf("é"), hashOf("e"));
  });

  test("word n-grams agree with 64-bit arithmetic for any hashes, lengths and buckets", () => {
    const random = createRandom("hashes");
    for (const buckets of [1, 7, 1000, 2_000_000, 2 ** 24]) {
      const hashes = Int32Array.from({ length: 300 }, () => random.uint32() | 0);
      hashes.set([0, -1, 1, 2 ** 31 - 1, -(2 ** 31), 0, 0]);
      for (const longest of [2, 3, 6]) {
        const target = new Int32Array(300 * 6);
        const end = wordNgramBuckets(hashes, hashes.length, longest, buckets, target, 0, 0);
        assert.deepEqual([...target.subarray(0, end)], bucketsByBigInt(hashes, longest, buckets));
      }
    }
  });

  test("character n-grams count characters, not bytes, and leave the marks alone out", () => {
    const expected = ["<é", "é>", "<é>"].map((gram) => (hashOf(gram) >>> 0) % 1000);
    assert.deepEqual(characterNgramBuckets(bytesOf("é"), [2, 3], 1000), [expected[0], expected[2], expected[1]]);
    assert.deepEqual(characterNgramBuckets(bytesOf("é"), [1, 1], 1000), [(hashOf("é") >>> 0) % 1000]);
  });
});

describe("tokens", () => {
  const cut = (text: string, tokens: "words" | "words-and-punctuation" | "whitespace", lowercase = true) => {
    const cutter = new ByteTokens({ normalise: [], tokens, lowercase });
    const found = () =>
      Array.from({ length: cutter.count }, (_, token) => {
        const bytes = cutter.bytes.slice(cutter.starts[token], cutter.ends[token]).map((byte) => cutter.fold[byte]!);
        assert.equal(cutter.hashes[token], hashToken(bytes, 0, bytes.length));
        return new TextDecoder().decode(bytes);
      });
    cutter.cutText(text);
    const fromText = found();
    const bytes = bytesOf(` ${text} `);
    cutter.cutBytes(bytes, 1, bytes.length - 1);
    assert.deepEqual(found(), fromText);
    return fromText;
  };
  const text = "It's GOOD, isn't_it?\u00a0Café–Ärger 日本語 👍🏽!";

  test("words", () => {
    assert.deepEqual(cut(text, "words"), ["it", "s", "good", "isn", "t_it", "café", "ärger", "日本語"]);
  });
  test("words and punctuation", () => {
    const expected = "it ' s good , isn ' t_it ? café – ärger 日本語 👍 🏽 !".split(" ");
    assert.deepEqual(cut(text, "words-and-punctuation"), expected);
  });
  test("white space", () => {
    assert.deepEqual(cut(text, "whitespace", false), ["It's", "GOOD,", "isn't_it?", "Café–Ärger", "日本語", "👍🏽!"]);
  });
  test("long texts of short tokens", () => {
    assert.equal(cut("a,b ".repeat(5000), "words-and-punctuation").length, 15_000);
  });
});

describe("n-gram ids", () => {
  const config = parseConfig(ngramIdsConfig, { type: "ngram-ids/v1", buckets: 5000, characterNgrams: [3, 4] }, "test");

  test("words go by count, then spelling; each text ends with the end of text and its pairs", async () => {
    const plain = { ...config, characterNgrams: null };
    const { pipeline, encoded } = await fitTextPipeline(plain, textColumn(["b a", "A c b", ""]));
    assert.equal(encoded.kind, "tokens");
    if (encoded.kind !== "tokens") return;
    const names = [...encoded.tokens.ids].map(pipeline.featureName);
    const pair = (...tokens: string[]) => `bucket ${bucketsByBigInt(Int32Array.from(tokens, hashOf), 2, 5000)[0]}`;
    assert.deepEqual(names, [
      ...["b", "a", "</s>", pair("b", "a"), pair("a", "</s>")],
      ...["a", "c", "b", "</s>", pair("a", "c"), pair("c", "b"), pair("b", "</s>")],
      "</s>",
    ]);
    assert.deepEqual([1, 2, 3, 4].map(pipeline.featureName), ["</s>", "a", "b", "c"]);
    const [unknown] = [pipeline.transformBatch(["x a x"])];
    assert.equal(unknown!.kind === "tokens" && unknown!.tokens.ids.length, 2, "what was never seen has no id");
  });

  test("any number of threads gives the same, and so does a pipeline that was read back", async () => {
    const random = createRandom("texts");
    const word = () => "abcdefghij".slice(random.integer(8), 9).repeat(1 + random.integer(3));
    const texts = Array.from({ length: 4000 }, () =>
      Array.from({ length: 40 }, word).join(random.integer(9) === 0 ? "é " : " "),
    );
    const column = textColumn(texts);
    assert.ok(column.bytes.length > 1 << 19, "enough for threads");
    const [one, three] = [
      await fitTextPipeline(config, column, { threads: 1 }),
      await fitTextPipeline(config, column, { threads: 3 }),
    ];
    assert.deepEqual(three.encoded, one.encoded);
    assert.deepEqual(three.pipeline.files(), one.pipeline.files());
    assert.deepEqual(await one.pipeline.transform(column, { threads: 2 }), one.encoded);
    const files = one.pipeline.files();
    const loaded = loadTextPipeline(config, (name) => files[name]!);
    assert.deepEqual(await loaded.transform(column, { threads: 2 }), one.encoded);
  });

  test("words beyond the most that are numbered have no id, and their pairs count all the same", () => {
    const column = textColumn(["one two three two", "four five one", "five six seven one two"]);
    const config = parseConfig(ngramIdsConfig, { type: "ngram-ids/v1", buckets: 5000 }, "text");
    const idsWith = (mostWords: number) => {
      const numberer = createTokenNumberer(config, mostWords);
      const tokens = numberer.number(column).slice();
      const own = numberer.finish();
      const { words, idsOf } = mergeWords([own], 1, 3);
      const firstBucket = words.length + 1;
      const maker = createIdMaker(config, own, idsOf[0]!, firstBucket, new Uint8Array(5000));
      const target = new Int32Array(1000);
      const ids = [...target.subarray(0, maker.make(tokens, 0, tokens.length, target, 0))];
      return {
        words: words.length,
        ids: ids.filter((id) => id < firstBucket).length,
        buckets: ids.filter((id) => id >= firstBucket).map((id) => id - firstBucket),
      };
    };
    const all = idsWith(100);
    const few = idsWith(3); // the end of text, "one" and "two"
    assert.equal(few.words, 3);
    assert.equal(few.ids, 3 + 3 + 3);
    assert.equal(all.words, 3, "the most frequent");
    assert.deepEqual(few.buckets, all.buckets);
  });

  test("a file of buckets that was cut or belongs to fewer buckets is told", () => {
    const bytes = writeUsedBuckets(Int32Array.from([0, 1, 300, 4999]));
    assert.deepEqual(readUsedBuckets("buckets.bin", bytes, 5000), Int32Array.from([0, 1, 300, 4999]));
    assert.throws(() => readUsedBuckets("buckets.bin", bytes, 4999), { code: "text/bad-vocabulary" });
    assert.throws(() => readUsedBuckets("buckets.bin", Uint8Array.from([...bytes, 0x80]), 5000), /cut off/);
  });
});
