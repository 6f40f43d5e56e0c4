import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InvalidPredictionsError } from "./errors.ts";
import { scoredRows } from "./scored-rows.ts";

const labelIds = Int32Array.of(0, 1);

describe("scored rows", () => {
  test("the prediction is the first of the highest probabilities", () => {
    const probabilities = Float32Array.of(0.5, 0.5, 0.2, 0.8);
    assert.deepEqual(scoredRows({ labelIds, probabilities, classes: 2 }).predictedIds, Int32Array.of(0, 1));
  });

  for (const [what, input, message] of [
    ["a single label", { labelIds, probabilities: Float64Array.of(1, 1), classes: 1 }, /at least 2 labels, not 1/],
    [
      "too few probabilities",
      { labelIds, probabilities: Float64Array.of(1, 0), classes: 2 },
      /need 4 probabilities, not 2/,
    ],
    [
      "NaN",
      { labelIds, probabilities: Float64Array.of(1, 0, Number.NaN, 0), classes: 2 },
      /example 1 has the probability NaN/,
    ],
    [
      "a logit",
      { labelIds, probabilities: Float64Array.of(1, 0, 3.5, 0), classes: 2 },
      /the probability 3.5 for label 0/,
    ],
    [
      "a label id out of range",
      { labelIds: Int32Array.of(0, 2), probabilities: new Float64Array(4), classes: 2 },
      /label id 2, outside/,
    ],
    [
      "a positive label out of range",
      { labelIds, probabilities: new Float64Array(4), classes: 2, positive: 2 },
      /positive label is 2/,
    ],
  ] as const)
    test(`refuses ${what}`, () => {
      assert.throws(
        () => scoredRows(input),
        (error) => error instanceof InvalidPredictionsError && message.test(error.message),
      );
    });
});
