/** @file Our side of logistic-imdb: reads the prepared matrices, then fits; scoring the test half is not measured. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fitLogistic } from "../../src/numeric/linear/index.ts";
import type { CompressedRows } from "../../src/numeric/sparse/index.ts";
import type { Measurement } from "../harness.ts";

const folder = process.argv[2]!;
const { columns } = JSON.parse(readFileSync(path.join(folder, "matrix.json"), "utf8")) as { columns: number };

function readShared(file: string): SharedArrayBuffer {
  const bytes = readFileSync(path.join(folder, file));
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

function load(half: "train" | "test"): { readonly matrix: CompressedRows; readonly labelIds: Int32Array } {
  const labelIds = new Int32Array(readShared(`${half}.labels`));
  const offsets = new Float64Array(readShared(`${half}.offsets`));
  const indices = new Int32Array(readShared(`${half}.indices`));
  const values = new Float32Array(readShared(`${half}.values`));
  return { matrix: { rows: labelIds.length, columns, offsets, indices, values }, labelIds };
}

const train = load("train");
const cpuBefore = process.cpuUsage();
const start = performance.now();
const fit = await fitLogistic(train.matrix, train.labelIds, {
  classes: 2,
  c: 10,
  maxIterations: 1000,
  tolerance: 1e-4,
  threads: 2,
});
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const peakBytes = process.resourceUsage().maxRSS * 1024;

const test = load("test");
let correct = 0;
for (let row = 0; row < test.matrix.rows; row++) {
  let score = fit.intercepts[0]!;
  for (let entry = test.matrix.offsets[row]!; entry < test.matrix.offsets[row + 1]!; entry++)
    score += test.matrix.values[entry]! * fit.coefficients[test.matrix.indices[entry]!]!;
  if (score > 0 === (test.labelIds[row] === 1)) correct++;
}
const measurement: Measurement = {
  value: seconds,
  cpuSeconds: (user + system) / 1e6,
  peakBytes,
  facts: { accuracy: correct / test.matrix.rows, iterations: fit.losses.length },
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
