import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { utf8Stream } from "./utf8-stream.ts";

async function decode(bytes: Buffer, chunkBytes = 7) {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const { chunks: decoded, facts } = utf8Stream(chunks(), "x.csv");
  const parts: Buffer[] = [];
  for await (const part of decoded) parts.push(part);
  return { text: Buffer.concat(parts).toString("utf8"), ...facts };
}

const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return big ? bytes.swap16() : bytes;
};

describe("any encoding becomes UTF-8", () => {
  const text = "text,label\nGrüße aus Łódź 😀,positive\nplain words that are much longer,negative\n";

  for (const chunkBytes of [1, 2, 3, 5, 1000]) {
    test(`UTF-8 in chunks of ${chunkBytes}`, async () => {
      const decoded = await decode(Buffer.from(text), chunkBytes);
      assert.equal(decoded.text, text);
      assert.equal(decoded.encoding, "utf-8");
      assert.equal(decoded.hasInvalidBytes, false);
    });
    test(`UTF-8 with a mark in chunks of ${chunkBytes}`, async () => {
      const decoded = await decode(Buffer.from(`\ufeff${text}`), chunkBytes);
      assert.equal(decoded.text, text);
      assert.equal(decoded.byteOrderMark, true);
    });
    for (const big of [false, true])
      test(`UTF-16 ${big ? "big" : "little"} endian in chunks of ${chunkBytes}`, async () => {
        const decoded = await decode(utf16(`\ufeff${text}`, big), chunkBytes);
        assert.equal(decoded.text, text);
        assert.equal(decoded.encoding, big ? "utf-16be" : "utf-16le");
      });
    test(`windows-1252 in chunks of ${chunkBytes}`, async () => {
      const latin = "text,label\ncaf\xe9 cr\xe8me \x80 5,positive\n";
      const decoded = await decode(Buffer.from(latin, "latin1"), chunkBytes);
      assert.equal(decoded.text, "text,label\ncafé crème € 5,positive\n");
      assert.equal(decoded.encoding, "windows-1252");
    });
  }

  test("UTF-16 without a mark", async () => {
    const ascii = "text,label\nsome words,positive\n";
    for (const big of [false, true]) assert.equal((await decode(utf16(ascii, big), 1000)).text, ascii);
  });

  test("a broken byte in UTF-8 becomes U+FFFD and is told", async () => {
    const decoded = await decode(Buffer.concat([Buffer.from("é è ü "), Buffer.from([0xff]), Buffer.from(" ö")]), 100);
    assert.equal(decoded.text, "é è ü \ufffd ö");
    assert.equal(decoded.hasInvalidBytes, true);
    assert.equal(decoded.encoding, "utf-8");
  });

  test("UTF-32 is refused", async () => {
    await assert.rejects(decode(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 8), { code: "data/unknown-format" });
  });

  test("valid UTF-8 stays as it is, whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (content, chunkBytes) => {
          fc.pre(!content.includes("\0"));
          const bytes = Buffer.from(content);
          const decoded = await decode(bytes, chunkBytes);
          assert.equal(decoded.text, content.replace(/^\ufeff/, ""));
        },
      ),
      { numRuns: 200 },
    );
  });
});
