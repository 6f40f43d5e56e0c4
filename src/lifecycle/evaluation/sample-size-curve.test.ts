import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { evaluationConfig } from "./evaluation.config.ts";
import { fitPowerLaw, powerLawAt } from "./power-law.ts";
import { sampleSizeCurve } from "./sample-size-curve.ts";
import { renderSampleSizeCurve } from "./terminal/render-sample-size-curve.ts";

const labels = ["no", "yes"];
const config = evaluationConfig.parse({ resamples: 200 });

/** Answers to 2,000 rows with a share of errors that follows a law. */
function answers(law: (rows: number) => number) {
  const labelIds = Int32Array.from({ length: 2000 }, (_, row) => row % 2);
  const sizes = [100, 200, 400, 800].map((rows) => ({
    rows,
    answers: [0, 1].map((repetition) => {
      const random = createRandom(`${rows}/${repetition}`);
      const wrong = new Set(random.permutation(2000).subarray(0, Math.round(law(rows) * 2000)));
      const scores = [...labelIds].flatMap((label, row) =>
        wrong.has(row) === (label === 1) ? [0.8, 0.2] : [0.2, 0.8],
      );
      return { probabilities: Float32Array.from(scores) };
    }),
  }));
  return { labels, labelIds, sizes };
}

describe("a power law", () => {
  test("is found again from its own points", () => {
    const law = { floor: 0.05, scale: 2, decay: 0.4 };
    const rows = [100, 300, 1000, 5000];
    const found = fitPowerLaw(
      rows,
      rows.map((count) => powerLawAt(law, count)),
    );
    for (const name of ["floor", "scale", "decay"] as const) assert.ok(Math.abs(found[name] - law[name]) < 1e-6, name);
  });

  test("never has a floor below 0, nor rises", () => {
    const steep = fitPowerLaw([100, 200, 400], [0.3, 0.14, 0.01]);
    assert.ok(steep.floor >= 0 && steep.scale >= 0);
    const rising = fitPowerLaw([100, 200, 400], [0.1, 0.2, 0.3]);
    assert.ok(Math.abs(powerLawAt(rising, 1000) - 0.2) < 1e-9);
  });
});

describe("a curve by training rows", () => {
  test("that still rises says that more rows would help, and by how much", async () => {
    const report = await sampleSizeCurve(
      answers((rows) => 3 * rows ** -0.5),
      "accuracy",
      config,
      { seed: 1 },
    );
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.deepEqual(
      report.points.map(({ rows }) => rows),
      [100, 200, 400, 800],
    );
    const [twice] = report.forecast;
    assert.equal(twice!.rows, 1600);
    assert.ok(Math.abs(twice!.figure.value - (1 - 3 * 1600 ** -0.5)) < 0.01);
    assert.ok(twice!.gain.low! < twice!.gain.value && twice!.gain.value < twice!.gain.high!);
    assert.match(
      report.verdict,
      /^More rows would help: twice as many, 1,600, should bring about \d\.\d points of acc/,
    );
    for (const width of [40, 100])
      for (const line of renderSampleSizeCurve(report, { width, color: false }).split("\n"))
        assert.ok(line.length <= width, line);
  });

  test("that is flat says so", async () => {
    const report = await sampleSizeCurve(
      answers(() => 0.1),
      "f1",
      config,
      { seed: 1 },
    );
    assert.match(report.verdict, /would hardly help/);
  });

  test("of two sizes forecasts nothing", async () => {
    const { sizes, ...rest } = answers(() => 0.1);
    const report = await sampleSizeCurve({ ...rest, sizes: sizes.slice(0, 2) }, "log-loss", config, { seed: 1 });
    assert.deepEqual([report.law, report.forecast], [null, []]);
    assert.match(report.verdict, /Three sizes/);
  });
});
