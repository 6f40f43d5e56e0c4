import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { computeMetric, metrics } from "./catalog.ts";
import { prepareSamples } from "./sample.ts";
import { type ScoredRows, scoredRows } from "./scored-rows.ts";

const runs = { numRuns: 60, seed: 20 };

/** Predictions with ties and absent labels: each row a label and whole-numbered weights that become probabilities. */
const anyRows: fc.Arbitrary<ScoredRows> = fc
  .integer({ min: 2, max: 5 })
  .chain((classes) =>
    fc
      .array(
        fc.tuple(
          fc.integer({ min: 0, max: classes - 1 }),
          fc.array(fc.integer({ min: 0, max: 9 }), { minLength: classes, maxLength: classes }),
        ),
        { minLength: 1, maxLength: 40 },
      )
      .map((rows) => build(classes, rows)),
  );

function build(classes: number, rows: readonly (readonly [number, readonly number[]])[]): ScoredRows {
  const probabilities = rows.flatMap(([, weights]) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => (sum === 0 ? 1 / classes : weight / sum));
  });
  return scoredRows({
    labelIds: Int32Array.from(rows, ([label]) => label),
    probabilities: Float64Array.from(probabilities),
    classes,
  });
}

function reordered(rows: ScoredRows, order: readonly number[]): ScoredRows {
  const { classes, positive, labelIds, probabilities } = rows;
  return scoredRows({
    labelIds: Int32Array.from(order, (row) => labelIds[row]!),
    probabilities: Float64Array.from(
      order.flatMap((row) => [...probabilities.subarray(row * classes, (row + 1) * classes)]),
    ),
    classes,
    positive,
  });
}

function assertClose(left: number, right: number): void {
  if (Number.isNaN(left)) assert.ok(Number.isNaN(right));
  else assert.ok(Math.abs(left - right) < 1e-9, `${left} and ${right}`);
}

for (const [name, metric] of metrics.entries)
  describe(name, () => {
    test("is in its range or not defined", () => {
      fc.assert(
        fc.property(anyRows, (rows) => {
          const value = computeMetric(name, rows);
          const [low, high] = metric.range;
          assert.ok(Number.isNaN(value) || (value >= low - 1e-12 && value <= high + 1e-12), `${value}`);
        }),
        runs,
      );
    });

    test("does not depend on the order of the examples", () => {
      fc.assert(
        fc.property(anyRows, (rows) => {
          const backwards = Array.from({ length: rows.length }, (_, row) => rows.length - 1 - row);
          assertClose(computeMetric(name, rows), computeMetric(name, reordered(rows, backwards)));
        }),
        runs,
      );
    });

    test("counting an example twice is having it twice", () => {
      fc.assert(
        fc.property(
          anyRows,
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 40 }),
          (rows, times) => {
            const counts = Uint32Array.from({ length: rows.length }, (_, row) => times[row]!);
            const repeated = [...counts].flatMap((count, row) => Array.from({ length: count }, () => row));
            const counted = metric.fromSample(prepareSamples(rows)(counts));
            assertClose(counted, computeMetric(name, reordered(rows, repeated)));
          },
        ),
        runs,
      );
    });

    test("is best for a model that knows the truth", () => {
      const classes = 3;
      const rows = build(
        classes,
        [0, 1, 2, 0, 1, 2].map((label) => [label, [0, 1, 2].map((id) => (id === label ? 1 : 0))]),
      );
      const best = metric.direction === "higher" ? metric.range[1] : metric.range[0];
      assert.ok(Math.abs(computeMetric(name, rows) - best) < 1e-12);
    });

    test("is not defined without examples", () => {
      const empty = scoredRows({ labelIds: new Int32Array(0), probabilities: new Float64Array(0), classes: 3 });
      assert.ok(Number.isNaN(computeMetric(name, empty)));
    });
  });

test("an unknown metric is named with the nearest known one", () => {
  assert.throws(() => metrics.get("acuracy"), { code: "foundation/unknown-entry", remedy: /"accuracy"/ });
});
