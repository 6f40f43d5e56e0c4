import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { createKernels, createTouchedGradient } from "../kernels/index.ts";
import { createDeferredAdam } from "./deferred-adam.ts";
import { createOptimiser } from "./index.ts";
import type { AdamConfig } from "./optimiser.config.ts";

const ROWS = 30;
const STEPS = 900;
const config: AdamConfig = { type: "adam/v1", learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/**
 * Trains a table whose row `r` is touched about every `r + 1` steps; `byElement`: single elements of it. Rows are read,
 * and so brought up to date, before they are touched, and all of them before the steps that `passes` names.
 */
function train(width: number, byElement: boolean, deferred: boolean, passes: ReadonlySet<number> = new Set()) {
  const random = createRandom("deferred");
  const kernels = createKernels();
  const { memory } = kernels;
  const values = memory.float32(ROWS * width);
  values.set(Float32Array.from(values, () => random.normal()));
  const gradient = byElement
    ? createTouchedGradient(memory, ROWS * width, 1)
    : createTouchedGradient(memory, ROWS, width);
  const dense = createOptimiser(kernels, config, [{ name: "table", values }]);
  const late = createDeferredAdam(kernels, config, { name: "table", values, width });
  const source = memory.float32(width);
  const target = memory.int32(width);
  for (let step = 1; step <= STEPS; step++) {
    if (passes.has(step)) late.catchUpAll();
    for (let row = 0; row < ROWS; row++) {
      if (random.integer(row + 1) > 0) continue;
      source.set(Float32Array.from(source, () => random.normal()));
      target.fill(row);
      late.catchUp(target.subarray(0, 1));
      if (byElement) kernels.scatterWinners(gradient, source, target, width);
      else kernels.scatterRows(gradient, source, target.subarray(0, 1));
    }
    const facts = { step, learningRate: 0.01 / Math.sqrt(step), gradientScale: 0.5 };
    if (deferred) late.step(gradient, facts);
    else dense.step({ table: gradient.values }, facts);
    kernels.zeroTouched(gradient);
  }
  const state = deferred ? late.state() : dense.state(); // first, as it brings the table up to date
  return { values: Float32Array.from(values), mean: state["table/mean"]! };
}

describe("deferred Adam", () => {
  for (const width of [16, 20, 7])
    for (const byElement of [true, false]) {
      const name = `width ${width}, ${byElement ? "elements" : "rows"}`;
      test(`${name}: ends where Adam over the whole table does`, () => {
        const dense = train(width, byElement, false);
        const deferred = train(width, byElement, true);
        for (const array of ["values", "mean"] as const)
          for (const [at, value] of deferred[array].entries())
            assert.ok(Math.abs(value - dense[array][at]!) < 1e-6, `${array}[${at}]: ${value}, ${dense[array][at]}`);
      });

      test(`${name}: when rows are brought up to date changes no bit`, () => {
        const random = createRandom("passes");
        const passes = new Set(Array.from({ length: 20 }, () => 1 + random.integer(STEPS)));
        assert.deepEqual(train(width, byElement, true, passes), train(width, byElement, true));
      });
    }

  test("goes on from its state with the same bits", () => {
    const kernels = createKernels();
    const parameter = { name: "table", values: kernels.memory.float32(12), width: 4 };
    const gradient = createTouchedGradient(kernels.memory, 3, 4);
    const source = kernels.memory.float32(4);
    const ids = kernels.memory.int32(1);
    const first = createDeferredAdam(kernels, config, parameter);
    const step = (optimiser: typeof first, number: number) => {
      source.fill(number);
      ids[0] = number % 2;
      optimiser.catchUp(ids);
      kernels.scatterRows(gradient, source, ids);
      optimiser.step(gradient, { step: number, learningRate: 0.1 });
      kernels.zeroTouched(gradient);
    };
    for (let number = 1; number <= 5; number++) step(first, number);
    const state = first.state();
    const values = Float32Array.from(parameter.values);
    for (let number = 6; number <= 9; number++) step(first, number);
    first.catchUpAll();
    const expected = Float32Array.from(parameter.values);
    parameter.values.set(values);
    const second = createDeferredAdam(kernels, config, parameter);
    second.restore(state);
    for (let number = 6; number <= 9; number++) step(second, number);
    second.catchUpAll();
    assert.deepEqual(Float32Array.from(parameter.values), expected);
  });
});
