import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../../foundation/index.ts";
import { checkDataset } from "../examine.ts";
import { sampleDataset } from "../quality.sample.ts";

const random = createRandom("detectors");
const english =
  "the film was a long story about people who never said what they meant and then it ended in the rain".split(" ");
const sentence = (words: number) =>
  Array.from({ length: words }, () => english[random.integer(english.length)]!).join(" ");

/** Findings by code. */
async function found(...request: Parameters<typeof checkDataset>) {
  const { findings, report } = await checkDataset(...request);
  return { byCode: Object.fromEntries(findings.map((finding) => [finding.code, finding])), omitted: report.omitted };
}

describe("detectors", () => {
  test("a token that gives the label away is a leak; with what support, and how surely", async () => {
    const rows = Array.from({ length: 300 }, (_, row) => {
      const label = row % 2 === 0 ? "spam" : "ham";
      return [`${sentence(12)} ${label === "spam" && row % 20 !== 0 ? "src42" : ""}`, label] as const;
    });
    const { byCode } = await found({ dataset: sampleDataset(rows), only: ["label-leaks"] });
    assert.deepEqual(Object.keys(byCode["label-leaks"]!.figures), ['"src42" → "spam"']);
    assert.equal(byCode["label-leaks"]!.severity, "error");
    assert.match(
      String(Object.values(byCode["label-leaks"]!.figures)[0]),
      /^100\.0 % \(97\.\d % to 100\.0 %\) of 135 texts/,
    );
  });

  test("unusual lengths and contents stand out", async () => {
    const rows = Array.from({ length: 200 }, () => [sentence(12 + random.integer(8)), null] as const);
    const dataset = sampleDataset([...rows, [sentence(3000), null], ["xq;zz{}jj##kkvv[]wwqq;;zzxx__jjqq~~vvkk", null]]);
    const { byCode } = await found({ dataset, only: ["outliers"] });
    assert.deepEqual([...byCode["length-outliers"]!.droppable], [200]);
    assert.deepEqual([...byCode["content-outliers"]!.droppable], [201]);
  });

  test("a stray language is told", async () => {
    const rows = Array.from({ length: 60 }, () => [sentence(15), null] as const);
    const german = "Der Film war eine lange Geschichte über Menschen, die niemals sagten, was sie meinten.";
    const { byCode } = await found({ dataset: sampleDataset([...rows, [german, null]]), only: ["language"] });
    assert.deepEqual([...byCode["wrong-language"]!.droppable], [60]);
    assert.match(byCode["wrong-language"]!.title, /1 row may be in another language than English/);
  });

  test("parts from different sources, and times, are told apart; parts from one are not", async () => {
    const rows = Array.from({ length: 400 }, (_, row) => {
      const late = row >= 200;
      return [
        `${sentence(12)} ${late ? "video streaming app" : "tape cinema radio"}`,
        random.float() < (late ? 0.8 : 0.3) ? "a" : "b",
      ] as const;
    });
    const dataset = sampleDataset(rows, {
      source: rows.map((_, row) => (row >= 200 ? "test" : "train")),
      chance: rows.map((_, row) => (row % 2 === 0 ? "test" : "train")),
    });
    const split = await found({ dataset, only: ["shift"], splitColumn: "source" });
    assert.deepEqual(Object.keys(split.byCode).toSorted(), ["split-label-shift", "split-shift"]);
    const times = Float64Array.from(rows.keys());
    assert.ok("time-shift" in (await found({ dataset, only: ["shift"], times })).byCode);
    assert.deepEqual((await found({ dataset, only: ["shift"], splitColumn: "chance" })).byCode, {});
    assert.match((await found({ dataset, only: ["shift"] })).omitted[0]!.reason, /no split or time column/);
  });

  test("one label, none, an emoji and a very long one are no trouble", async () => {
    const text = () => [sentence(10)] as const;
    const one = sampleDataset(Array.from({ length: 40 }, () => [...text(), "only"] as const));
    assert.match(
      (await found({ dataset: one })).omitted.map(({ reason }) => reason).join(" "),
      /Fewer than two labels/,
    );
    const none = sampleDataset(Array.from({ length: 40 }, () => [...text(), null] as const));
    assert.match((await found({ dataset: none })).omitted.map(({ reason }) => reason).join(" "), /no label column/);
    const odd = sampleDataset(
      Array.from({ length: 40 }, (_, row) => [...text(), row % 2 === 0 ? "😀" : "x".repeat(10_000)] as const),
    );
    await found({ dataset: odd });
  });
});
