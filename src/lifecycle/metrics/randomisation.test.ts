import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelIndicators, labelSets } from "../labels/index.ts";
import { holmAdjusted } from "./holm.ts";
import {
  computeLabelSetMetric,
  computeMetric,
  type LabelSetRows,
  labelSetRandomisationPValues,
  labelSetRows,
  randomisationPValues,
  type ScoredRows,
  scoredRows,
} from "./index.ts";

/** Two labels; the answer is the true label except in `wrong` rows. */
function answers(labelIds: Int32Array, wrong: ReadonlySet<number>): ScoredRows {
  const probabilities = new Float64Array(labelIds.length * 2);
  labelIds.forEach((label, row) => {
    const predicted = wrong.has(row) ? 1 - label : label;
    probabilities[row * 2 + predicted] = 0.8;
    probabilities[row * 2 + 1 - predicted] = 0.2;
  });
  return scoredRows({ labelIds, probabilities, classes: 2 });
}

const labels = (rows: number) => Int32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0));

describe("approximate randomisation", () => {
  test("comes near the exact p-value over all swaps", async () => {
    const labelIds = labels(11);
    const a = answers(labelIds, new Set([0, 1]));
    const b = answers(labelIds, new Set([1, 2, 3, 4, 5, 6]));
    const [pAccuracy, pF1] = await randomisationPValues(a, b, ["accuracy", "f1"], { seed: 1, shuffles: 20_000 });
    const exact = (name: string) => {
      const seen = Math.abs(computeMetric(name, a) - computeMetric(name, b));
      let far = 0;
      for (let swaps = 0; swaps < 2 ** 11; swaps++) {
        const wrong = [new Set<number>(), new Set<number>()];
        for (let row = 0; row < 11; row++) {
          const swapped = (swaps >> row) & 1;
          if (a.predictedIds[row] !== labelIds[row]) wrong[swapped]!.add(row);
          if (b.predictedIds[row] !== labelIds[row]) wrong[1 - swapped]!.add(row);
        }
        const [first, second] = wrong.map((set) => computeMetric(name, answers(labelIds, set)));
        if (Math.abs(first! - second!) >= seen - 1e-12) far++;
      }
      return far / 2 ** 11;
    };
    assert.ok(Math.abs(pAccuracy! - exact("accuracy")) < 0.01);
    assert.ok(Math.abs(pF1! - exact("f1")) < 0.01);
  });

  test("finds nothing between equals and something between a good and a bad model", async () => {
    const labelIds = labels(600);
    const random = createRandom("wrong");
    const wrong = (share: number) => new Set([...labelIds.keys()].filter(() => random.float() < share));
    const names = ["accuracy", "f1", "log-loss"];
    const options = { seed: 0, shuffles: 999 };
    const good = answers(labelIds, wrong(0.1));
    assert.deepEqual(await randomisationPValues(good, good, names, options), [1, 1, 1]);
    const different = await randomisationPValues(good, answers(labelIds, wrong(0.3)), names, options);
    assert.deepEqual(different, [0.001, 0.001, 0.001]);
  });

  test("a metric of ranks is refused", async () => {
    const rows = answers(labels(4), new Set());
    await assert.rejects(randomisationPValues(rows, rows, ["roc-auc"], { seed: 0, shuffles: 9 }), {
      code: "metrics/not-swappable",
    });
  });
});

test("Holm's correction, as statsmodels' multipletests gives it", () => {
  const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005, 0.9]);
  const expected = [0.04, 0.09, 0.09, 0.025, 0.9];
  for (const [index, value] of expected.entries()) assert.ok(Math.abs(adjusted[index]! - value) < 1e-12);
  assert.deepEqual(holmAdjusted([]), []);

  test("of sets of labels comes near the exact p-value over all swaps", async () => {
    const random = createRandom("sets");
    const draw = (rows: number) => Array.from({ length: rows }, () => [0, 1, 2].filter(() => random.float() < 0.45));
    const [truths, givenA, givenB] = [draw(10), draw(10), draw(10)];
    const rowsOf = (given: readonly (readonly number[])[]) =>
      labelSetRows({
        truths: labelSets(truths),
        probabilities: Float32Array.from(labelIndicators(labelSets(given), 3)),
        classes: 3,
      });
    const names = ["accuracy", "hamming-loss", "f1-micro", "f1-macro", "jaccard-samples"];
    const [a, b] = [rowsOf(givenA), rowsOf(givenB)];
    const found = await labelSetRandomisationPValues(a, b, names, { seed: 1, shuffles: 20_000 });
    const far = names.map(() => 0);
    for (let swaps = 0; swaps < 2 ** 10; swaps++) {
      const first = rowsOf(givenA.map((own, row) => ((swaps >> row) & 1 ? givenB[row]! : own)));
      const second = rowsOf(givenB.map((own, row) => ((swaps >> row) & 1 ? givenA[row]! : own)));
      for (const [index, name] of names.entries()) {
        const difference = (one: LabelSetRows, other: LabelSetRows) =>
          Math.abs(computeLabelSetMetric(name, one) - computeLabelSetMetric(name, other));
        if (difference(first, second) >= difference(a, b) - 1e-12) far[index]!++;
      }
    }
    for (const [index, name] of names.entries())
      assert.ok(Math.abs(found[index]! - far[index]! / 2 ** 10) < 0.012, `${name}: ${found[index]}`);
    assert.deepEqual(await labelSetRandomisationPValues(a, a, ["f1-micro"], { seed: 1, shuffles: 99 }), [1]);
    await assert.rejects(labelSetRandomisationPValues(a, b, ["log-loss"], { seed: 0, shuffles: 9 }), {
      code: "metrics/not-swappable",
    });
  });
});
