import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { comparePredictions } from "./compare-predictions.ts";
import { evaluationConfig } from "./evaluation.config.ts";
import { sampleInput } from "./sample-input.sample.ts";

const labels = ["complaint", "praise"];
const config = evaluationConfig.parse({ resamples: 300 });
const options = { seed: 5 };

/** The sample's model, and one that guesses on the examples where `spoil` says so. */
async function pair(rows: number, spoil: (row: number) => boolean) {
  const { labelIds, probabilities } = await sampleInput(rows, labels);
  const spoilt = probabilities.map((probability, index) =>
    spoil(index >> 1) ? (index % 2 === 0 ? 0.9 : 0.1) : probability,
  );
  return {
    labelIds,
    a: { name: "first", labels, probabilities },
    b: { name: "second", labels, probabilities: spoilt },
  };
}

describe("a comparison", () => {
  test("of a model with itself finds nothing", async () => {
    const report = await comparePredictions(await pair(200, () => false), config, options);
    for (const { difference } of Object.values(report.metrics))
      assert.deepEqual(difference, { value: 0, low: 0, high: 0 });
    assert.equal(report.mcnemarPValue, 1);
    assert.equal(report.better, null);
    assert.match(report.verdict, /right and wrong on the same examples/);
  });

  test("finds the better model, whichever comes first", async () => {
    const { labelIds, a, b } = await pair(600, (row) => row % 2 === 0);
    const report = await comparePredictions({ labelIds, a, b }, config, options);
    const turned = await comparePredictions({ labelIds, a: b, b: a }, config, options);
    assert.equal(report.better, "a");
    assert.equal(turned.better, "b");
    assert.match(report.verdict, /^first is right more often than second/);
    assert.ok(report.metrics["accuracy"]!.difference.high! < 0);
    assert.ok(report.metrics["log-loss"]!.difference.low! > 0);
    const { low, high } = report.metrics["f1"]!.difference;
    const opposite = turned.metrics["f1"]!.difference;
    assert.ok(Math.abs(low! + opposite.high!) < 1e-12 && Math.abs(high! + opposite.low!) < 1e-12);
  });

  test("says so where the difference may be chance", async () => {
    const report = await comparePredictions(await pair(200, (row) => row % 50 === 0), config, options);
    assert.equal(report.better, null);
    assert.match(report.verdict, /^Neither is shown to be right more often/);
  });

  test("pairs narrow the interval", async () => {
    const { metrics } = await comparePredictions(await pair(600, (row) => row % 20 === 0), config, options);
    const { a, difference } = metrics["accuracy"]!;
    const independent = 2 * 1.96 * Math.sqrt((2 * a * (1 - a)) / 600);
    assert.ok(difference.high! - difference.low! < independent / 2);
  });

  test("is a plain JSON value whose counts add up", async () => {
    const report = await comparePredictions(await pair(150, (row) => row % 3 === 0), config, options);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    const { bothRight, onlyA, onlyB, bothWrong } = report.outcomes;
    assert.equal(bothRight + onlyA + onlyB + bothWrong, 150);
    assert.equal(report.metrics["accuracy"]!.a, (bothRight + onlyA) / 150);
  });

  test("refuses models with different labels, and no examples", async () => {
    const { labelIds, a, b } = await pair(20, () => false);
    const other = { ...b, labels: ["praise", "complaint"] };
    await assert.rejects(comparePredictions({ labelIds, a, b: other }, config, options), {
      code: "evaluation/different-labels",
    });
    const empty = { labelIds: new Int32Array(0), a, b };
    await assert.rejects(comparePredictions(empty, config, options), { code: "evaluation/no-examples" });
  });
});
