/** @file Optimisers, clipping and schedules against PyTorch's, over many steps. */
import assert from "node:assert/strict";
import path from "node:path";
import { before, describe, test } from "node:test";
import { createKernels, createTouchedGradient, type Kernels } from "../../src/numeric/kernels/index.ts";
import { clipScale, createOptimiser, gradientNorm, scheduleShare } from "../../src/numeric/optimise/index.ts";
import { optimiserConfig } from "../../src/numeric/optimise/optimiser.config.ts";
import { scheduleConfig } from "../../src/numeric/optimise/schedule.config.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

interface Peer {
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly dense: Readonly<Record<string, readonly number[]>>;
  readonly sparse: {
    readonly start: readonly number[];
    readonly touches: readonly { readonly ids: readonly number[]; readonly rows: readonly number[] }[];
    readonly end: readonly number[];
  };
  readonly clipped: readonly {
    readonly scale: number;
    readonly norm: number;
    readonly gradients: readonly (readonly number[])[];
  }[];
  readonly schedules: Readonly<Record<string, readonly number[]>>;
}

/** Both sides round each step to single precision, in slightly different places. */
const TOLERANCE = 2e-6;

function assertClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, index) => {
    const difference = Math.abs(actual[index]! - value);
    assert.ok(difference <= tolerance * Math.max(1, Math.abs(value)), `${index}: ${actual[index]} is not ${value}`);
  });
}

function hold({ memory }: Kernels, values: readonly number[]): Float32Array {
  const held = memory.float32(values.length);
  held.set(values);
  return held;
}

const adam = { learningRate: 0.01 };
const dense: Record<string, { readonly config: object; readonly weightDecay?: number }> = {
  sgd: { config: { type: "sgd/v1", learningRate: 0.05 }, weightDecay: 0.02 },
  momentum: { config: { type: "sgd/v1", learningRate: 0.05, momentum: 0.9 }, weightDecay: 0.02 },
  nesterov: { config: { type: "sgd/v1", learningRate: 0.05, momentum: 0.9, nesterov: true } },
  adam: { config: { type: "adam/v1", ...adam } },
  "adam with decay": { config: { type: "adam/v1", ...adam }, weightDecay: 0.02 },
  adamw: { config: { type: "adamw/v1", ...adam }, weightDecay: 0.02 },
};
const schedules: Record<string, { readonly config: object; readonly epoch: (step: number) => number }> = {
  // PyTorch counts steps already made, and takes the first one before its linear and cosine schedules begin to move.
  linear: { config: { type: "linear/v1", finalShare: 0.25 }, epoch: (step) => step },
  cosine: { config: { type: "cosine/v1", finalShare: 0.1 }, epoch: (step) => step },
  step: { config: { type: "step/v1", everySteps: 6, factor: 0.5 }, epoch: (step) => step - 1 },
};

describe("optimisers agree with PyTorch", { skip: withoutPeers() }, () => {
  let peer: Peer;
  before(async () => {
    peer = JSON.parse(await runPeer(path.join(import.meta.dirname, "optimise_peer.py"), [])) as Peer;
  });

  for (const [name, { config, weightDecay }] of Object.entries(dense))
    test(`${name}, 60 steps`, () => {
      const kernels = createKernels();
      const values = hold(kernels, peer.start);
      const parsed = optimiserConfig.parse(config);
      const optimiser = createOptimiser(kernels, parsed, [{ name: "w", values, weightDecay }]);
      const gradient = kernels.memory.float32(values.length);
      peer.gradients.forEach((slopes, index) => {
        gradient.set(slopes);
        optimiser.step({ w: gradient }, { step: index + 1, learningRate: parsed.learningRate });
      });
      assertClose(values, peer.dense[name]!, TOLERANCE);
    });

  test("Adam on touched rows, 60 steps, as SparseAdam", () => {
    const kernels = createKernels();
    const values = hold(kernels, peer.sparse.start);
    const optimiser = createOptimiser(kernels, optimiserConfig.parse({ type: "adam/v1", ...adam }), [
      { name: "table", values },
    ]);
    const gradient = createTouchedGradient(kernels.memory, 12, 5);
    const ids = kernels.memory.int32(4);
    const rows = kernels.memory.float32(20);
    peer.sparse.touches.forEach((touch, index) => {
      ids.set(touch.ids);
      rows.set(touch.rows);
      kernels.scatterRows(gradient, rows, ids);
      optimiser.step({ table: gradient }, { step: index + 1, learningRate: adam.learningRate });
      kernels.zeroTouched(gradient);
    });
    assertClose(values, peer.sparse.end, TOLERANCE);
  });

  test("clipping by the norm of all gradients", () => {
    for (const { scale, norm, gradients } of peer.clipped) {
      const kernels = createKernels();
      const [first, second] = [0, 1].map((index) =>
        hold(
          kernels,
          peer.gradients[index]!.map((slope) => Math.fround(slope * scale)),
        ),
      );
      const ours = gradientNorm(kernels, { first: first!, second: second! });
      assertClose([ours], [norm], TOLERANCE);
      const factor = clipScale(ours, 1.5);
      for (const [index, gradient] of [first!, second!].entries()) {
        kernels.scale(gradient, factor);
        assertClose(gradient, gradients[index]!, TOLERANCE);
      }
    }
  });

  for (const [name, { config, epoch }] of Object.entries(schedules))
    test(`the ${name} schedule`, () => {
      const schedule = scheduleConfig.parse(config);
      for (let step = 1; step <= 20; step++)
        assertClose([scheduleShare(schedule, step, 20)], [peer.schedules[name]![epoch(step)]!], 1e-12);
    });
});
