import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { createKernels, createTouchedGradient } from "../kernels/index.ts";
import { createOptimiser, optimisers } from "./catalog.ts";
import { OptimiserStateError, UnknownParameterError } from "./errors.ts";
import { clipScale, clipValues, gradientNorm, zeroGradients } from "./gradients.ts";
import { optimiserConfig } from "./optimiser.config.ts";
import { scheduleConfig } from "./schedule.config.ts";
import { scheduleShare } from "./schedule.ts";
import { weightDecayOf } from "./weight-decay.ts";

const LENGTH = 11;

/** Ten steps towards the minimum of Σ (x - target)²/2, in one go or with a break in which all state is saved. */
function descend(type: string, settings: object, breakAfter?: number) {
  const config = optimiserConfig.parse({ type, ...settings });
  const random = createRandom(type);
  const target = Float32Array.from({ length: LENGTH }, () => random.normal());
  let { optimiser, values, gradient } = begin();
  function begin() {
    const kernels = createKernels();
    const parameter = { name: "w", values: kernels.memory.float32(LENGTH), weightDecay: 0.01 };
    return {
      optimiser: createOptimiser(kernels, config, [parameter]),
      values: parameter.values,
      gradient: kernels.memory.float32(LENGTH),
    };
  }
  const distance = () => Math.hypot(...values.map((value, index) => value - target[index]!));
  const before = distance();
  for (let step = 1; step <= 10; step++) {
    gradient.set(values.map((value, index) => value - target[index]!));
    optimiser.step({ w: gradient }, { step, learningRate: config.learningRate });
    if (step !== breakAfter) continue;
    const saved = { values: values.slice(), state: optimiser.state() };
    ({ optimiser, values, gradient } = begin());
    values.set(saved.values);
    optimiser.restore(saved.state);
  }
  return { values: [...values], before, after: distance() };
}

describe("optimisers", () => {
  const settings: Record<string, readonly object[]> = {
    "adam/v1": [{ learningRate: 0.05 }],
    "adamw/v1": [{ learningRate: 0.05 }],
    "sgd/v1": [
      { learningRate: 0.1 },
      { learningRate: 0.1, momentum: 0.5 },
      { learningRate: 0.1, momentum: 0.5, nesterov: true },
    ],
  };
  assert.deepEqual(Object.keys(settings), optimisers.names);

  for (const [type, variants] of Object.entries(settings))
    for (const variant of variants)
      test(`${type} ${JSON.stringify(variant)} descends, and goes on from its saved state with the same bits`, () => {
        const whole = descend(type, variant);
        assert.ok(whole.after < 0.8 * whole.before, `${whole.before} → ${whole.after}`);
        assert.deepEqual(descend(type, variant, 4), whole);
      });

  for (const type of optimisers.names)
    test(`${type} moves only the touched rows of a table`, () => {
      const kernels = createKernels();
      const table = kernels.memory.float32(6 * 4).fill(1);
      const optimiser = createOptimiser(kernels, optimiserConfig.parse({ type }), [{ name: "table", values: table }]);
      const gradient = createTouchedGradient(kernels.memory, 6, 4);
      const source = kernels.memory.float32(8).fill(2);
      const ids = kernels.memory.int32(2);
      ids.set([5, 1]);
      kernels.scatterRows(gradient, source, ids);
      optimiser.step({ table: gradient }, { step: 1, learningRate: 0.1 });
      for (let row = 0; row < 6; row++)
        for (const value of table.subarray(row * 4, row * 4 + 4)) assert.equal(value < 1, row === 1 || row === 5);
    });

  test("a state of another shape is refused, and a gradient without a parameter", () => {
    const kernels = createKernels();
    const parameter = { name: "w", values: kernels.memory.float32(4) };
    const optimiser = createOptimiser(kernels, optimiserConfig.parse({ type: "adam/v1" }), [parameter]);
    assert.throws(() => optimiser.restore({}), OptimiserStateError);
    assert.throws(
      () => optimiser.restore({ "w/mean": new Float32Array(4), "w/variance": new Float32Array(5) }),
      OptimiserStateError,
    );
    assert.throws(
      () => optimiser.step({ v: kernels.memory.float32(4) }, { step: 1, learningRate: 1 }),
      UnknownParameterError,
    );
  });
});

describe("all gradients together", () => {
  test("their length, their limits and emptying them", () => {
    const kernels = createKernels();
    const dense = kernels.memory.float32(3);
    dense.set([3, -4, 0]);
    const table = createTouchedGradient(kernels.memory, 10, 1);
    const winners = kernels.memory.int32(1).fill(7);
    kernels.scatterWinners(table, kernels.memory.float32(1).fill(12), winners, 1);
    const gradients = { dense, table };
    assert.equal(gradientNorm(kernels, gradients), 13);
    clipValues(kernels, gradients, 3.5);
    assert.deepEqual([...dense, table.values[7]], [3, -3.5, 0, 3.5]);
    zeroGradients(kernels, gradients);
    assert.equal(gradientNorm(kernels, gradients), 0);
    assert.equal(table.touched, 0);
  });

  test("only gradients that are too long are scaled", () => {
    assert.equal(clipScale(0.5, 1), 1);
    assert.ok(Math.abs(clipScale(4, 1) - 0.25) < 1e-6);
  });
});

describe("schedules", () => {
  const shares = (config: object, total: number) =>
    Array.from({ length: total }, (_, index) => scheduleShare(scheduleConfig.parse(config), index + 1, total));

  test("each kind, with warm-up", () => {
    assert.deepEqual(shares({ type: "constant/v1", warmupSteps: 2 }, 4), [0.5, 1, 1, 1]);
    assert.deepEqual(shares({ type: "linear/v1", warmupSteps: 1 }, 5), [1, 0.75, 0.5, 0.25, 0]);
    assert.deepEqual(shares({ type: "linear/v1", finalShare: 0.5 }, 2), [0.75, 0.5]);
    const cosine = shares({ type: "cosine/v1" }, 2);
    assert.ok(Math.abs(cosine[0]! - 0.5) < 1e-15 && cosine[1] === 0);
    assert.deepEqual(
      shares({ type: "step/v1", everySteps: 2, factor: 0.5, warmupSteps: 1 }, 6),
      [1, 1, 1, 0.5, 0.5, 0.25],
    );
  });
});

describe("weight decay by name", () => {
  const groups = [
    { weights: "*.bias", rate: 0 },
    { weights: "layer.*.norm", rate: 0.5 },
    { weights: "embedding.table", rate: 0.25 },
    { weights: "dense*", rate: 1 },
  ];
  for (const [name, rate] of [
    ["dense.bias", 0],
    ["dense.weight", 1],
    ["layer.3.norm", 0.5],
    ["layer.norm", 0],
    ["embedding.table", 0.25],
    ["embedding.table2", 0],
  ] as const)
    test(`${name} decays by ${rate}`, () => assert.equal(weightDecayOf(groups, name), rate));
});
