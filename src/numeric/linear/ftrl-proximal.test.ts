import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { createFtrlProximal, type FtrlOptions } from "./ftrl-proximal.ts";
import { fitLogistic } from "./logistic.ts";

const random = createRandom("ftrl");
const ROWS = 600;
const FEATURES = 5;
const indices = Int32Array.from(
  Array.from({ length: ROWS }, () => [...random.permutation(FEATURES).subarray(0, 3)]).flat(),
);
const values = Float32Array.from(indices, () => random.normal());
const offsets = Float64Array.from({ length: ROWS + 1 }, (_, row) => row * 3);

/** Labels drawn by a plane of their own each, with noise. */
function labelsOf(labels: number): Int32Array {
  const truth = Array.from({ length: FEATURES * labels }, () => random.normal());
  return Int32Array.from({ length: ROWS }, (_, row) => {
    const scores = Array.from({ length: labels }, (_, label) => {
      let score = random.normal();
      for (let at = row * 3; at < row * 3 + 3; at++) score += values[at]! * truth[indices[at]! * labels + label]!;
      return score;
    });
    return scores.indexOf(Math.max(...scores));
  });
}

function learnt(options: Partial<FtrlOptions> & Pick<FtrlOptions, "labels">, labelIds: Int32Array, epochs: number) {
  const learner = createFtrlProximal({
    ...{ features: FEATURES, choice: "exclusive", learningRate: 0.5, beta: 1, l2: 1 / ROWS, labelWeights: undefined },
    ...options,
  });
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const row of random.permutation(ROWS))
      learner.learn({ indices, values, start: row * 3, end: row * 3 + 3 }, labelIds, row, row + 1);
  return learner.weights();
}

describe("FTRL-Proximal", () => {
  for (const labels of [2, 4])
    test(`many epochs come near the penalised optimum, ${labels} labels`, async () => {
      const labelIds = labelsOf(labels);
      const rows = { rows: ROWS, columns: FEATURES, offsets, indices, values };
      const best = await fitLogistic(rows, labelIds, {
        ...{ classes: labels, c: 1, maxIterations: 500, tolerance: 1e-8, threads: 1 },
      });
      const { coefficients, intercepts } = learnt({ labels }, labelIds, 300);
      assert.equal(coefficients.length, FEATURES * (labels === 2 ? 1 : labels));
      const centred = (weights: ArrayLike<number>) =>
        Array.from(weights, (weight, at) => {
          if (labels === 2) return weight;
          const first = at - (at % labels);
          let mean = 0;
          for (let label = 0; label < labels; label++) mean += weights[first + label]! / labels;
          return weight - mean;
        });
      const expected = [...centred(best.coefficients), ...centred(best.intercepts)];
      for (const [at, weight] of [...centred(coefficients), ...centred(intercepts)].entries())
        assert.ok(Math.abs(weight - expected[at]!) < 0.03, `weight ${at}: ${weight}, best ${expected[at]}`);
    });

  test("labels that do not exclude each other are learnt each for itself", () => {
    const labelIds = labelsOf(2);
    const any = learnt({ labels: 2, choice: "any" }, labelIds, 100);
    const one = learnt({ labels: 2 }, labelIds, 100);
    for (let feature = 0; feature < FEATURES; feature++) {
      assert.ok(Math.abs(any.coefficients[feature * 2 + 1]! - one.coefficients[feature]!) < 0.05);
      assert.ok(Math.abs(any.coefficients[feature * 2]! + one.coefficients[feature]!) < 0.05);
    }
  });

  test("a label's weight multiplies its losses", () => {
    const labelIds = Int32Array.of(1);
    const row = { indices, values, start: 0, end: 3 };
    const lossWith = (labelWeights: Float64Array | undefined) =>
      createFtrlProximal({
        ...{ features: FEATURES, labels: 3, choice: "exclusive", learningRate: 1, beta: 1, l2: 0, labelWeights },
      }).learn(row, labelIds, 0, 1);
    assert.ok(Math.abs(lossWith(undefined) - Math.log(3)) < 1e-12);
    assert.ok(Math.abs(lossWith(Float64Array.of(1, 5, 1)) - 5 * Math.log(3)) < 1e-12);
  });
});
