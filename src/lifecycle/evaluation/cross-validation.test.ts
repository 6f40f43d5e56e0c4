import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { crossValidationReport } from "./cross-validation.ts";
import { evaluationConfig } from "./evaluation.config.ts";
import { sampleInput } from "./sample-input.sample.ts";
import { renderCrossValidation } from "./terminal/render-cross-validation.ts";

const labels = ["complaint", "praise"];
const config = evaluationConfig.parse({ resamples: 200 });
const options = { seed: 2 };

/** Three folds over all rows but the last, which none tests. */
async function folded(rows: number) {
  const { labelIds, probabilities } = await sampleInput(rows, labels);
  const of = (wanted: (row: number) => boolean) =>
    Uint32Array.from([...labelIds.keys()].filter((row) => row < rows - 1 && wanted(row)));
  const folds = [0, 1, 2].map((fold) => ({
    train: of((row) => row % 3 !== fold),
    test: of((row) => row % 3 === fold),
  }));
  const outOfFold = Float32Array.from(probabilities).fill(Number.NaN, (rows - 1) * 2);
  const turned = outOfFold.map((_, index) => outOfFold[index ^ 1]!);
  const fits = folds.map(() => ({ features: 7, seconds: 0.5 }));
  return {
    labels,
    labelIds,
    folds,
    models: [
      { name: "knows", probabilities: outOfFold, fits },
      { name: "mixes up", probabilities: turned, fits },
    ],
  };
}

describe("cross-validation", () => {
  test("rows that no fold tests count nowhere, all others once", async () => {
    const input = await folded(301);
    const report = await crossValidationReport(input, config, options);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.equal(report.rows, 300);
    assert.deepEqual(
      report.folds,
      [0, 1, 2].map(() => ({ train: 200, test: 100 })),
    );
    const [knows, mixesUp] = report.models;
    const byFold = knows!.folds.map(({ metrics }) => metrics["accuracy"]!);
    const pooled = knows!.metrics["accuracy"]!.value;
    assert.ok(Math.abs(pooled - byFold.reduce((sum, value) => sum + value, 0) / 3) < 1e-12);
    assert.ok(Math.abs(pooled - knows!.overFolds["accuracy"]!.mean) < 1e-12);
    assert.ok(mixesUp!.metrics["accuracy"]!.value < pooled);
    assert.equal(report.comparison!.models[0]!.name, "knows");
  });

  test("the interval over folds is that of Nadeau and Bengio", async () => {
    const { models } = await crossValidationReport(await folded(301), config, options);
    const values = models[0]!.folds.map(({ metrics }) => metrics["f1"]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / 3;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2;
    const reach = 4.302652729749464 * Math.sqrt(variance * (1 / 3 + 0.5)); // t of 0.975 with 2 degrees; test / train = 1/2
    const spread = models[0]!.overFolds["f1"]!;
    assert.ok(Math.abs(spread.high - (mean + reach)) < 1e-9);
    assert.ok(Math.abs(spread.low - (mean - reach)) < 1e-9);
  });

  test("one model alone is compared with nothing", async () => {
    const { models, ...rest } = await folded(61);
    const report = await crossValidationReport({ ...rest, models: models.slice(0, 1) }, config, options);
    assert.equal(report.comparison, null);
    for (const width of [40, 80, 120])
      for (const line of renderCrossValidation(report, { width, color: false }).split("\n"))
        assert.ok(line.length <= width, line);
  });
});
