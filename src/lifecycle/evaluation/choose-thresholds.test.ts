import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelSetAt, labelSets, thresholdGoal } from "../labels/index.ts";
import { chooseThresholds, type ThresholdInput } from "./choose-thresholds.ts";

const random = createRandom("choose thresholds");
const rows = 400;
const labels = ["rare", "frequent", "never"];
const lists = Array.from({ length: rows }, () =>
  [0.05, 0.6].flatMap((share, label) => (random.float() < share ? [label] : [])),
);
const probabilities = Float32Array.from(
  lists.flatMap((own) => labels.map((_, label) => 0.3 * Number(own.includes(label)) + 0.6 * random.float())),
);
const input: ThresholdInput = {
  labels,
  labelIds: new Int32Array(rows),
  labelSets: labelSets(lists),
  probabilities,
  positiveLabel: null,
};

/** Precision, recall and F1 of one label given from a threshold on. */
function figures(label: number, threshold: number) {
  let hits = 0;
  let given = 0;
  let support = 0;
  for (let row = 0; row < rows; row++) {
    const has = labelSetAt(input.labelSets!, row).includes(label);
    const gives = probabilities[row * labels.length + label]! >= threshold;
    if (has) support++;
    if (gives) given++;
    if (has && gives) hits++;
  }
  return { precision: hits / given, recall: hits / support, f1: (2 * hits) / (given + support) };
}

const everyThreshold = (label: number) => lists.map((_, row) => probabilities[row * labels.length + label]!);

describe("thresholds are chosen", () => {
  test("for the best F1 of each label: no other does better", () => {
    const { thresholds } = chooseThresholds(input, thresholdGoal("f1"));
    for (const label of [0, 1]) {
      const best = figures(label, thresholds[labels[label]!]!).f1;
      for (const other of everyThreshold(label)) assert.ok(figures(label, other).f1 <= best);
    }
    assert.notEqual(thresholds["rare"], thresholds["frequent"]);
  });

  test("for a precision with the highest recall, for a recall with the highest precision", () => {
    const precise = chooseThresholds(input, thresholdGoal("precision=0.8")).thresholds["frequent"]!;
    const found = chooseThresholds(input, thresholdGoal("recall=0.9")).thresholds["frequent"]!;
    assert.ok(figures(1, precise).precision >= 0.8 && figures(1, found).recall >= 0.9);
    for (const other of everyThreshold(1)) {
      const { precision, recall } = figures(1, other);
      if (precision >= 0.8) assert.ok(recall <= figures(1, precise).recall);
      if (recall >= 0.9) assert.ok(precision <= figures(1, found).precision);
    }
  });

  test("a label without examples keeps 0.5, and what is out of reach is told", () => {
    const { thresholds, warnings } = chooseThresholds(input, thresholdGoal("precision=1"));
    assert.deepEqual(Object.keys(thresholds), ["rare", "frequent"]);
    assert.ok(warnings.some((text) => /No example .* has the label "never"/.test(text)));
    const blurred = probabilities.map((value, at) => (at % 3 === 0 ? Math.fround(1 - value) : value));
    const out = chooseThresholds({ ...input, probabilities: blurred }, thresholdGoal("precision=0.9"));
    assert.match(
      out.warnings[0]!,
      /No threshold gives "rare" with a precision of 0\.9; the highest, 0\.\d{4}, is taken/,
    );
  });

  test("of two labels that exclude each other, for the positive one; a number is taken as it is", () => {
    const labelIds = Int32Array.from(lists, (own) => Number(own.includes(1)));
    const pairs = Float32Array.from(everyThreshold(1).flatMap((score) => [1 - score, score]));
    const two = { labels: ["no", "yes"], labelIds, probabilities: pairs, positiveLabel: null };
    assert.deepEqual(chooseThresholds(two, thresholdGoal("f1")).thresholds, {
      yes: chooseThresholds(input, thresholdGoal("f1")).thresholds["frequent"],
    });
    assert.deepEqual(Object.keys(chooseThresholds({ ...two, positiveLabel: "no" }, thresholdGoal("f1")).thresholds), [
      "no",
    ]);
    assert.deepEqual(chooseThresholds(two, thresholdGoal(0.25)), { thresholds: { yes: 0.25 }, warnings: [] });
    const three = { ...two, labels: ["a", "b", "c"] };
    assert.throws(() => chooseThresholds(three, thresholdGoal("f1")), { code: "evaluation/threshold-labels" });
  });

  test("what a goal may be", () => {
    assert.deepEqual(["f1", "precision=0.9", "recall=.95", "0.3", 1].map(thresholdGoal), [
      { type: "f1" },
      { type: "precision", target: 0.9 },
      { type: "recall", target: 0.95 },
      { type: "fixed", threshold: 0.3 },
      { type: "fixed", threshold: 1 },
    ]);
  });
});
