import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelSets } from "../labels/index.ts";
import { textColumn } from "../text/index.ts";
import { evaluatePredictions } from "./evaluate-predictions.ts";
import { evaluationConfig } from "./evaluation.config.ts";

const labels = ["billing", "delivery", "return"];
const config = evaluationConfig.parse({ resamples: 0, worstMistakes: 0 });

/** 1,200 messages; those with "voucher" are mostly taken for "return", of the others one in twenty is wrong. */
function messages({ weak }: { readonly weak: boolean }) {
  const random = createRandom("messages");
  const words = ["please", "order", "today", "account", "parcel", "thanks", "number", "still"];
  const labelIds = Int32Array.from({ length: 1200 }, (_, row) => row % 3);
  const texts: string[] = [];
  const probabilities = new Float32Array(labelIds.length * 3);
  labelIds.forEach((label, row) => {
    const voucher = random.float() < 0.1;
    const others = Array.from({ length: 6 }, () => words[random.integer(words.length)]!);
    texts.push(`${voucher ? "my gift voucher" : "good day to you"} ${others.join(" ")}`);
    const wrong = random.float() < (weak && voucher ? 0.6 : 0.05);
    const predicted = wrong ? (voucher ? (label + 2) % 3 : random.integer(3)) : label;
    for (let column = 0; column < 3; column++) probabilities[row * 3 + column] = column === predicted ? 0.8 : 0.1;
  });
  return { labels, texts: textColumn(texts), labelIds, probabilities, sliceColumns: {} };
}

describe("weak slices", () => {
  test("the part with a planted weakness is found, once, with its figures", async () => {
    const input = messages({ weak: true });
    const { weakSlices, mistakeGroups } = await evaluatePredictions(input, config, { seed: 0 });
    const { slices, tested, minimumSupport } = weakSlices!;
    assert.equal(minimumSupport, 30);
    assert.ok(tested > 8);
    assert.equal(slices.length, 1, JSON.stringify(slices));
    const [found] = slices;
    assert.equal(found!.kind, "term");
    assert.match(found!.value, /voucher|gift/);
    assert.ok(found!.errorRate > 0.45 && found!.otherErrorRate < 0.08 && found!.adjustedPValue < 1e-6);
    assert.equal(found!.mistakes, Math.round(found!.errorRate * found!.rows));
    const group = mistakeGroups!.find(({ label, prediction }) => label === "billing" && prediction === "return");
    assert.ok(group!.words.some(({ word }) => word === "voucher"));
    assert.equal(group!.examples.length, 3);
  });

  test("nothing is found where nothing is weak", async () => {
    const { weakSlices } = await evaluatePredictions(messages({ weak: false }), config, { seed: 0 });
    assert.deepEqual(weakSlices!.slices, []);
  });

  test("a part with too few examples is not looked at", async () => {
    const report = await evaluatePredictions(messages({ weak: true }), { ...config, minimumSupport: 400 }, { seed: 0 });
    assert.ok(report.weakSlices!.slices.every(({ value }) => !value.includes("voucher")));
  });
});

describe("mistake groups", () => {
  test("hold every mistake once, the most frequent first", async () => {
    const report = await evaluatePredictions(messages({ weak: true }), config, { seed: 0 });
    const groups = report.mistakeGroups!;
    const counted = groups.reduce((sum, { mistakes }) => sum + mistakes, 0);
    const right = report.confusionMatrix.reduce((sum, row, label) => sum + row[label]!, 0);
    assert.equal(counted, report.rows - right);
    assert.ok(Math.abs(groups.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
    for (const [index, { mistakes }] of groups.entries())
      assert.ok(index === 0 || mistakes <= groups[index - 1]!.mistakes);
  });
});

test("where texts have several labels, each label is mixed up with its absence", async () => {
  const rows = 90;
  const names = ["late", "rude"];
  const sets = Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? [0] : row % 3 === 1 ? [0, 1] : []));
  const truths = labelSets(sets);
  // "late" is missed in every ninth row, "rude" given without reason in row 2.
  const probabilities = Float32Array.from(
    sets.flatMap((own, row) => [
      own.includes(0) && row % 9 !== 0 ? 0.9 : 0.1,
      own.includes(1) || row === 2 ? 0.8 : 0.1,
    ]),
  );
  const { mistakeGroups } = await evaluatePredictions(
    {
      labels: names,
      texts: textColumn(sets.map((_, row) => `message ${row}`)),
      labelIds: new Int32Array(rows),
      labelSets: truths,
      probabilities,
      sliceColumns: {},
    },
    config,
    { seed: 0 },
  );
  assert.deepEqual(
    mistakeGroups!.map(({ label, prediction, mistakes }) => [label, prediction, mistakes]),
    [
      ["late", "not late", 10],
      ["not rude", "rude", 1],
    ],
  );
  assert.ok(Math.abs(mistakeGroups![0]!.examples[0]!.score - 0.9) < 1e-6);
});
