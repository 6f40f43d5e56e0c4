import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { calibrationBins, expectedCalibrationError } from "./calibration.ts";

describe("calibration", () => {
  const forecasts = { probabilities: Float64Array.of(0, 0.5, 0.50001, 1, 1), outcomes: Uint8Array.of(0, 1, 1, 1, 0) };

  test("a probability on an edge belongs to the bin below it, 0 to the first", () => {
    const bins = calibrationBins(forecasts, { bins: 2 });
    assert.deepEqual(
      bins.map(({ low, high, count }) => [low, high, count]),
      [
        [0, 0.5, 2],
        [0.5, 1, 3],
      ],
    );
  });

  test("the error weighs each bin by its examples", () => {
    const [below, above] = calibrationBins(forecasts, { bins: 2 });
    const expected = (2 / 5) * Math.abs(0.5 - 0.25) + (3 / 5) * Math.abs(2 / 3 - 2.50001 / 3);
    assert.ok(Math.abs(expectedCalibrationError([below!, above!]) - expected) < 1e-12);
  });
});
