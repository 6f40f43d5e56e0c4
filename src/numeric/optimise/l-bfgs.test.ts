import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type LBfgsOptions, lBfgs } from "./l-bfgs.ts";
import { searchLine } from "./line-search.ts";

/** Rosenbrock's valley in `n` dimensions; its minimum is 0 at (1, …, 1). */
function rosenbrock(point: Float64Array) {
  let value = 0;
  const gradient = new Float64Array(point.length);
  for (let index = 0; index + 1 < point.length; index++) {
    const [x, y] = [point[index]!, point[index + 1]!];
    value += 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    gradient[index]! += -400 * x * (y - x * x) - 2 * (1 - x);
    gradient[index + 1]! += 200 * (y - x * x);
  }
  return { value, gradient };
}

const start = (length: number) => Float64Array.from({ length }, (_, index) => (index % 2 === 0 ? -1.2 : 1));

describe("L-BFGS", () => {
  for (const dimensions of [2, 10, 100]) {
    test(`finds the minimum of Rosenbrock's valley in ${dimensions} dimensions`, () => {
      const from = start(dimensions);
      const result = lBfgs(rosenbrock, from, { tolerance: 1e-8 });
      assert.ok(result.converged && result.iterations < 40 + 10 * dimensions, String(result.iterations));
      for (const element of result.point) assert.ok(Math.abs(element - 1) < 1e-6, String(element));
      assert.deepEqual(from, start(dimensions));
    });
  }

  test("a scaled inner product and a cheaper line give the same minimum", () => {
    const weights = Float64Array.from({ length: 6 }, (_, index) => 1 + index);
    // In the inner product Σ w·a·b the gradient is each slope divided by its weight.
    const evaluate = (point: Float64Array) => {
      const { value, gradient } = rosenbrock(point);
      return { value, gradient: gradient.map((slope, index) => slope / weights[index]!) };
    };
    const dot: NonNullable<LBfgsOptions["dot"]> = (left, right) =>
      left.reduce((sum, element, index) => sum + weights[index]! * element * right[index]!, 0);
    let lines = 0;
    const along: NonNullable<LBfgsOptions["along"]> = (point, direction) => (step) => {
      lines++;
      const { value, gradient } = rosenbrock(point.map((element, index) => element + step * direction[index]!));
      return { value, slope: gradient.reduce((sum, slope, index) => sum + slope * direction[index]!, 0) };
    };
    const result = lBfgs(evaluate, start(6), { tolerance: 1e-9, dot, along, flatness: 0.1 });
    assert.ok(result.converged && lines >= result.iterations);
    for (const element of result.point) assert.ok(Math.abs(element - 1) < 1e-7);
  });

  test("each step goes down, and the limit of iterations holds", () => {
    const values: number[] = [];
    const result = lBfgs(rosenbrock, start(10), {
      maxIterations: 7,
      onIteration: ({ iteration, value }) => {
        values.push(value);
        assert.equal(iteration, values.length);
      },
    });
    assert.deepEqual([result.iterations, result.converged, values.length], [7, false, 7]);
    for (let index = 1; index < values.length; index++) assert.ok(values[index]! < values[index - 1]!);
  });

  test("it stops at once where it starts at the minimum", () => {
    const result = lBfgs(rosenbrock, new Float64Array(4).fill(1));
    assert.deepEqual([result.iterations, result.converged], [0, true]);
  });

  test("an unreachable tolerance ends at the last digit, not in a loop", () => {
    const result = lBfgs(rosenbrock, start(4), { tolerance: 0, maxIterations: 10_000 });
    assert.ok(result.iterations < 1000 && result.value < 1e-20, `${result.iterations}, ${result.value}`);
  });
});

describe("line search", () => {
  const parabola = (step: number) => ({ value: (step - 3) ** 2, slope: 2 * (step - 3) });

  test("finds a step whose slope is as flat as asked, from too short and too long a first step", () => {
    for (const first of [1e-3, 1, 3, 50, 1e6]) {
      const step = searchLine(parabola, parabola(0), first, { flatness: 0.1 });
      assert.ok(step !== undefined && Math.abs(parabola(step).slope) <= 0.6, `${first} led to ${step}`);
    }
  });

  test("finds no step where every one goes up", () => {
    // The slope promises a descent that the values don't keep.
    assert.equal(
      searchLine((step) => ({ value: step, slope: 1 }), { value: 0, slope: -1 }, 1),
      undefined,
    );
  });

  test("steps back from values that are not numbers", () => {
    const walled = (step: number) => (step > 5 ? { value: Number.NaN, slope: Number.NaN } : parabola(step));
    const step = searchLine(walled, parabola(0), 100, { flatness: 0.5 });
    assert.ok(step !== undefined && Math.abs(step - 3) < 1.6, String(step));
  });
});
