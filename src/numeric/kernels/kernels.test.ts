import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { ForeignArrayError, KernelLengthError } from "./errors.ts";
import { type AdamStep, createKernels, type SgdStep } from "./kernels.ts";
import { plainAdam, plainConvolveMax, plainMaxPool, plainMeanPool, plainSgd } from "./plain-kernels.sample.ts";
import { createTouchedGradient, type TouchedGradient } from "./touched-gradient.ts";

const random = createRandom("kernels");
const kernels = createKernels();
const { memory } = kernels;
const VOCABULARY = 50;
/** Multiples of 16 and 4, and neither. */
const WIDTHS = [32, 20, 4, 7, 1];

function normals(length: number): Float32Array {
  return hold(Float32Array.from({ length }, () => random.normal()));
}
function hold(values: Float32Array): Float32Array {
  const held = memory.float32(values.length);
  held.set(values);
  return held;
}
function holdIds(values: readonly number[]): Int32Array {
  const held = memory.int32(values.length);
  held.set(values);
  return held;
}
function holdTexts(texts: readonly (readonly number[])[], order?: readonly number[]) {
  let total = 0;
  const offsets = holdIds([0, ...texts.map((ids) => (total += ids.length))]);
  return { ids: holdIds(texts.flat()), offsets, order: order === undefined ? undefined : holdIds(order) };
}
const bits = (values: Float32Array) => [...new Uint32Array(Float32Array.from(values).buffer)];
const sampleTexts = (count: number) =>
  Array.from({ length: count }, (_, text) =>
    Array.from({ length: text === 3 ? 0 : 1 + random.integer(40) }, () => random.integer(VOCABULARY)),
  );
/** The whole table's gradient from a touched one, checking that marks and list agree with it. */
function wholeGradient(gradient: TouchedGradient): Float32Array {
  const listed = [...gradient.list.subarray(0, gradient.touched)];
  assert.equal(new Set(listed).size, listed.length);
  assert.deepEqual(
    listed.toSorted((left, right) => left - right),
    [...gradient.marks.keys()].filter((row) => gradient.marks[row] === 1),
  );
  gradient.values.forEach((value, index) => {
    assert.ok(value === 0 || gradient.marks[Math.floor(index / gradient.width)] === 1);
  });
  return Float32Array.from(gradient.values);
}

describe("filters over neighbouring tokens", () => {
  for (const [width, size, filters] of [
    [12, 3, 16],
    [7, 1, 8],
    [5, 4, 24],
  ] as const)
    test(`${filters} filters over ${size} tokens of width ${width} agree with plain loops, both ways`, () => {
      const texts = sampleTexts(9);
      const { ids, offsets } = holdTexts(texts);
      const batch = { ids, offsets };
      const rows = normals(VOCABULARY * width);
      const weights = normals(size * filters * width);
      const product = memory.float32(VOCABULARY * size * filters);
      const packed = memory.float32(weights.length);
      kernels.packColumns(weights, width, packed);
      kernels.multiplyPacked(rows, packed, width, product);
      // Columns of others on both sides, which must stay as they are.
      const stride = filters + 16;
      const block = { filters, size, column: 8, stride };
      const largest = memory.float32(texts.length * stride).fill(7);
      const winners = memory.int32(texts.length * stride).fill(7);
      kernels.convolveMax(product, block, batch, largest, winners);
      const plain = plainConvolveMax(rows, weights, { filters, size, width }, texts);
      const gradient = memory.float32(texts.length * stride);
      const weightGradient = memory.float32(weights.length);
      const rowGradient = memory.float32(rows.length);
      const expected = { weights: new Float64Array(weights.length), rows: new Float64Array(rows.length) };
      for (const [text, tokens] of texts.entries())
        for (let column = 0; column < stride; column++) {
          const at = text * stride + column;
          const filter = column - 8;
          if (filter < 0 || filter >= filters) {
            assert.deepEqual([largest[at], winners[at]], [7, 7]);
            continue;
          }
          const winner = plain.winners[text * filters + filter]!;
          assert.ok(Math.abs(largest[at]! - plain.largest[text * filters + filter]!) < 1e-5);
          assert.equal(winners[at], winner);
          if (tokens.length === 0 || column % 3 === 0) continue;
          gradient[at] = random.normal();
          for (let place = 0; place < size && winner + place < tokens.length; place++)
            for (let number = 0; number < width; number++) {
              const [row, weight] = [
                tokens[winner + place]! * width + number,
                (place * filters + filter) * width + number,
              ];
              expected.weights[weight]! += gradient[at]! * rows[row]!;
              expected.rows[row]! += gradient[at]! * weights[weight]!;
            }
        }
      kernels.convolveMaxBackward(
        { rows, weights, width },
        block,
        batch,
        { gradient, winners },
        { weightGradient, rowGradient },
      );
      for (const [at, value] of weightGradient.entries()) assert.ok(Math.abs(value - expected.weights[at]!) < 1e-4);
      for (const [at, value] of rowGradient.entries()) assert.ok(Math.abs(value - expected.rows[at]!) < 1e-4);
    });
});

describe("vector kernels", () => {
  for (const length of [0, 3, 4, 37]) {
    test(`agree with plain loops at length ${length}`, () => {
      const source = normals(length);
      const target = normals(length);
      const before = Float32Array.from(target);
      kernels.addScaled(target, source, 0.1);
      const tenth = Math.fround(0.1);
      assert.deepEqual(bits(target), bits(before.map((value, index) => value + Math.fround(source[index]! * tenth))));
      kernels.scale(target, 3);
      kernels.clamp(target, 1.5);
      assert.ok(target.every((value) => Math.abs(value) <= 1.5));
      const squares = source.reduce((sum, value) => sum + value * value, 0);
      assert.ok(Math.abs(kernels.sumOfSquares(source) - squares) <= 1e-14 * squares);
      kernels.zero(target);
      assert.ok(target.every((value) => value === 0));
    });
  }
});

describe("embedding with pooling", () => {
  for (const width of WIDTHS) {
    const table = normals(VOCABULARY * width);
    const texts = sampleTexts(9);
    const order = [8, 3, 0, 3, 5];
    const chosen = order.map((text) => texts[text]!);

    test(`max pooling of width ${width} gives the plain loop's bits and winners`, () => {
      for (const [batch, expectedTexts] of [
        [holdTexts(texts), texts],
        [holdTexts(texts, order), chosen],
      ] as const) {
        const pooled = memory.float32(expectedTexts.length * width);
        const winners = memory.int32(expectedTexts.length * width);
        kernels.embeddingMaxPool(table, batch, pooled, winners);
        const plain = plainMaxPool(table, width, expectedTexts);
        assert.deepEqual(bits(pooled), bits(plain.pooled));
        assert.deepEqual([...winners], [...plain.winners]);
      }
    });

    test(`max pooling of width ${width} backwards reaches exactly the winners`, () => {
      const gradient = createTouchedGradient(memory, VOCABULARY * width, 1);
      const { winners } = plainMaxPool(table, width, chosen);
      const source = normals(winners.length);
      kernels.scatterWinners(gradient, source, holdIds([...winners]), width);
      const expected = new Float32Array(VOCABULARY * width);
      winners.forEach((id, at) => {
        if (id >= 0) expected[id * width + (at % width)]! += source[at]!;
      });
      assert.deepEqual(bits(wholeGradient(gradient)), bits(expected));
      const squares = expected.reduce((sum, value) => sum + value * value, 0);
      assert.ok(Math.abs(kernels.sumOfSquaresTouched(gradient) - squares) <= 1e-14 * squares);
      kernels.clampTouched(gradient, 0.5);
      assert.deepEqual(bits(gradient.values), bits(expected.map((value) => Math.max(-0.5, Math.min(0.5, value)))));
      kernels.zeroTouched(gradient);
      assert.ok(gradient.touched === 0 && gradient.values.every((value) => value === 0));
      assert.ok(gradient.marks.every((mark) => mark === 0));
    });

    test(`mean pooling of width ${width} gives the plain loop's bits`, () => {
      const pooled = memory.float32(order.length * width);
      kernels.embeddingMeanPool(table, holdTexts(texts, order), pooled, width);
      assert.deepEqual(bits(pooled), bits(plainMeanPool(table, width, chosen)));
    });

    test(`mean pooling of width ${width} backwards shares among the tokens`, () => {
      const gradient = createTouchedGradient(memory, VOCABULARY, width);
      const source = normals(order.length * width);
      kernels.scatterMeans(gradient, source, holdTexts(texts, order));
      const expected = new Float32Array(VOCABULARY * width);
      chosen.forEach((ids, text) => {
        const share = Math.fround(1 / ids.length);
        for (const id of ids)
          for (let column = 0; column < width; column++)
            expected[id * width + column]! += Math.fround(source[text * width + column]! * share);
      });
      assert.deepEqual(bits(wholeGradient(gradient)), bits(expected));
    });

    test(`rows of width ${width} are added to the rows they name`, () => {
      const gradient = createTouchedGradient(memory, VOCABULARY, width);
      const ids = [4, 0, 4, 49];
      const source = normals(ids.length * width);
      kernels.scatterRows(gradient, source, holdIds(ids));
      assert.deepEqual([...gradient.list.subarray(0, gradient.touched)], [4, 0, 49]);
      const expected = new Float32Array(VOCABULARY * width);
      source.forEach((value, at) => {
        expected[ids[Math.floor(at / width)]! * width + (at % width)]! += value;
      });
      assert.deepEqual(bits(wholeGradient(gradient)), bits(expected));
    });
  }
});

describe("products with a block of columns", () => {
  // Two runs of row 2 and none of row 1: any order of runs is allowed.
  const columns = memory.uint16(5);
  columns.set([0, 3, 1, 3, 65535]);
  const block = {
    columns,
    values: hold(Float32Array.of(1, 2, 3, 0.1, -1)),
    runRows: holdIds([0, 2, 2]),
    runEnds: holdIds([2, 3, 5]),
  };
  const rowOf = [0, 0, 2, 2, 2];
  for (const outputs of [1, 2, 3]) {
    const doubles = (length: number) => memory.float64(length);
    test(`${outputs} outputs: both ways add up the plain products`, () => {
      const source = doubles(3 * outputs);
      source.set(Array.from({ length: 3 * outputs }, () => random.normal()));
      const sums = doubles(65536 * outputs);
      sums[0] = 5;
      kernels.blockTranspose(block, source, sums, outputs);
      const expectedSums = new Float64Array(65536 * outputs);
      expectedSums[0] = 5;
      const expectedTarget = new Float64Array(3 * outputs);
      for (let output = 0; output < outputs; output++) {
        rowOf.forEach((row, entry) => {
          expectedSums[columns[entry]! * outputs + output]! += block.values[entry]! * source[row * outputs + output]!;
        });
      }
      assert.ok(sums.every((sum, index) => sum === expectedSums[index]));
      for (let output = 0; output < outputs; output++) {
        rowOf.forEach((row, entry) => {
          expectedTarget[row * outputs + output]! += block.values[entry]! * sums[columns[entry]! * outputs + output]!;
        });
      }
      const target = doubles(3 * outputs);
      kernels.blockProduct(block, sums, target, outputs);
      assert.deepEqual([...target], [...expectedTarget]);
      const largest = sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0);
      assert.equal(kernels.largestDouble(sums), largest);
      source[outputs - 1] = Number.NaN;
      assert.ok(Number.isNaN(kernels.largestDouble(source)));
    });
  }
});

describe("steps of optimisers", () => {
  const sgdSteps: Record<string, SgdStep> = {
    plain: { learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0, gradientScale: 1 },
    momentum: { learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 0.01, gradientScale: 0.5 },
    nesterov: { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0, gradientScale: 1 },
  };
  const adamStep: AdamStep = {
    learningRate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    step: 3,
    weightDecay: 0.01,
    decoupled: false,
    gradientScale: 0.7,
  };
  const LENGTH = 23;
  const gradient = normals(LENGTH);
  const rows = createTouchedGradient(memory, LENGTH, 1);
  kernels.scatterRows(
    rows,
    hold(gradient.filter((_, index) => index % 3 === 0)),
    holdIds([0, 3, 6, 9, 12, 15, 18, 21]),
  );

  for (const [name, settings] of Object.entries(sgdSteps)) {
    test(`SGD, ${name}: the plain loop's bits, and only touched rows move`, () => {
      const parameter = normals(LENGTH);
      const velocity = settings.momentum === 0 ? null : normals(LENGTH);
      const [plain, plainVelocity] = [parameter.slice(), velocity?.slice() ?? null];
      const [lazy, lazyVelocity] = [hold(parameter), velocity && hold(velocity)];
      kernels.sgd(parameter, gradient, velocity, settings);
      plainSgd(plain, gradient, plainVelocity, settings);
      assert.deepEqual(bits(parameter), bits(plain));
      if (velocity !== null) assert.deepEqual(bits(velocity), bits(plainVelocity!));
      const before = lazy.slice();
      kernels.sgdTouched(lazy, rows, lazyVelocity, settings);
      assert.deepEqual(bits(lazy), bits(before.map((value, index) => (index % 3 === 0 ? plain[index]! : value))));
    });
  }

  for (const decoupled of [false, true]) {
    test(`${decoupled ? "AdamW" : "Adam"}: the plain loop's bits, and only touched rows move`, () => {
      const settings = { ...adamStep, decoupled };
      const parameter = normals(LENGTH);
      const moments = { mean: normals(LENGTH), variance: hold(normals(LENGTH).map((value) => value * value)) };
      const plain = parameter.slice();
      const plainMoments = { mean: moments.mean.slice(), variance: moments.variance.slice() };
      const lazy = hold(parameter);
      const lazyMoments = { mean: hold(moments.mean), variance: hold(moments.variance) };
      kernels.adam(parameter, gradient, moments, settings);
      plainAdam(plain, gradient, plainMoments, settings);
      assert.deepEqual(bits(parameter), bits(plain));
      assert.deepEqual(bits(moments.mean), bits(plainMoments.mean));
      assert.deepEqual(bits(moments.variance), bits(plainMoments.variance));
      const before = lazy.slice();
      kernels.adamTouched(lazy, rows, lazyMoments, settings);
      assert.deepEqual(bits(lazy), bits(before.map((value, index) => (index % 3 === 0 ? plain[index]! : value))));
    });
  }
});

describe("arrays that do not fit", () => {
  test("an array outside the kernels' memory is refused", () => {
    assert.throws(() => kernels.zero(new Float32Array(4)), ForeignArrayError);
    assert.throws(() => kernels.zero(createKernels().memory.float32(4)), ForeignArrayError);
  });

  test("lengths that do not match are refused", () => {
    assert.throws(() => kernels.addScaled(memory.float32(4), memory.float32(5), 1), KernelLengthError);
    const step = { learningRate: 1, momentum: 0, nesterov: false, weightDecay: 0, gradientScale: 1 };
    assert.throws(() => kernels.sgd(memory.float32(4), memory.float32(3), null, step), KernelLengthError);
  });
});

test("the committed WebAssembly is what the sources compile to", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-kernels-"));
  const output = path.join(folder, "kernels.wasm");
  const script = path.resolve(import.meta.dirname, "../../../scripts/build-kernels.ts");
  const { status } = spawnSync(process.execPath, [script, output], { stdio: "inherit" });
  const compiled = status === 0 ? readFileSync(output) : undefined;
  rmSync(folder, { recursive: true });
  assert.deepEqual(compiled, readFileSync(path.join(import.meta.dirname, "kernels.wasm")), 'run "npm run kernels"');
});

test("numbers are left out as often as asked, by seed and place alone", () => {
  const made = (length: number, seed: number, rate: number) => {
    const target = memory.float32(length);
    kernels.dropoutMask(target, seed, rate);
    return target;
  };
  const mask = made(100_001, 7, 0.1);
  const dropped = mask.filter((factor) => factor === 0).length;
  assert.ok(Math.abs(dropped / mask.length - 0.1) < 0.004, `${dropped}`);
  assert.ok(mask.every((factor) => factor === 0 || factor === Math.fround(1 / 0.9)));
  assert.deepEqual(bits(made(50, 7, 0.1)), bits(mask.subarray(0, 50)));
  const other = made(100_001, 8, 0.1);
  const both = mask.filter((factor, at) => factor === 0 && other[at] === 0).length;
  assert.ok(Math.abs(both / mask.length - 0.01) < 0.002, `${both}`);
  const next = mask.filter((factor, at) => factor === 0 && mask[at + 1] === 0).length;
  assert.ok(Math.abs(next / mask.length - 0.01) < 0.002, `${next}`);
});
