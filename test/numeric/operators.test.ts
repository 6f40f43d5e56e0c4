/** @file The conformance suite of operators, composites and small networks: every sample's shapes and gradients, by running it. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import {
  compositeEntries,
  type OperatorSample,
  operatorEntries,
  type TensorData,
} from "../../src/numeric/graph/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { createSession, type Session } from "../../src/numeric/runtime/index.ts";
import { exampleNetworks } from "./example-networks.ts";
import { buildSample, sizeOf } from "./sample-graph.ts";

/** In single precision a difference of two losses has some 1e-6 of noise: the step is chosen to balance both errors. */
const checks = {
  float64: { step: 1e-5, tolerance: 1e-7 },
  float32: { step: 8e-3, tolerance: 4e-3 },
};

const entries = [...operatorEntries, ...compositeEntries, { type: "networks", samples: exampleNetworks }];

test("the catalogue lists every file of operators", async () => {
  const folder = path.join(import.meta.dirname, "../../src/numeric/graph/operators");
  const catalog = await readFile(path.join(folder, "catalog.ts"), "utf8");
  const files = (await readdir(folder)).filter((file) => file !== "catalog.ts");
  assert.deepEqual(
    files.filter((file) => !catalog.includes(`"./${file}"`)),
    [],
  );
});

for (const { type, samples } of entries) {
  describe(type, () => {
    test("has samples", () => assert.ok(samples.length > 0));
    for (const sample of samples) test(sample.name, () => checkSample(sample));
  });
}

async function checkSample(sample: OperatorSample): Promise<void> {
  const precision = sample.onlyFloat32 ? "float32" : "float64";
  const { graph, feeds, outputs, differentiated, sizes } = buildSample(sample, precision);
  const model = encodeModel(graph);
  const session = await createSession(model);
  const results = await session.run(feeds);
  const run = sample.random ? (changed: Feeds) => runOnce(model, changed) : session.run;
  outputs.forEach((output, index) => {
    const result = results[`y${index}`]!;
    assert.equal(result.type, output.type);
    assert.deepEqual(
      result.shape,
      output.shape.map((dimension) => sizeOf(dimension, sizes)),
    );
  });
  for (const name of differentiated) {
    const gradient = results[`gradient:${name}`]!;
    assert.equal(gradient.type, precision);
    assert.deepEqual(gradient.shape, feeds[name]!.shape);
    const expected = await finiteDifferences(run, feeds, name, checks[precision].step);
    expected.forEach((slope, index) => {
      const error = Math.abs(slope - Number(gradient.data[index]));
      const allowed = checks[precision].tolerance * Math.max(1, Math.abs(slope));
      assert.ok(error <= allowed, `∂loss/∂${name}[${index}]: ${gradient.data[index]}, by differences ${slope}`);
    });
  }
  await session.release();
}

type Feeds = Readonly<Record<string, TensorData>>;

/** In a session of its own, so that random numbers start from their seed. */
async function runOnce(model: Uint8Array, feeds: Feeds): Promise<Feeds> {
  const session = await createSession(model);
  const results = await session.run(feeds);
  await session.release();
  return results;
}

async function finiteDifferences(
  run: Session["run"],
  feeds: Feeds,
  name: string,
  step: number,
): Promise<readonly number[]> {
  const feed = feeds[name]!;
  const slopes: number[] = [];
  for (let index = 0; index < feed.data.length; index++) {
    const lossAt = async (distance: number) => {
      const data = feed.data.slice() as Float64Array;
      data[index]! += distance;
      const { loss } = await run({ ...feeds, [name]: { ...feed, data } });
      return { x: data[index]!, loss: Number(loss!.data[0]) };
    };
    const [high, low] = [await lossAt(step), await lossAt(-step)];
    slopes.push((high.loss - low.loss) / (high.x - low.x));
  }
  return slopes;
}
