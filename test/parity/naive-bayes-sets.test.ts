/** @file Naive Bayes where texts may have several labels, against scikit-learn's one against the rest, on seeded counts. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { labelIndicators, labelSets } from "../../src/lifecycle/labels/index.ts";
import { trainModel } from "../../src/lifecycle/training/index.ts";
import { trainingConfig } from "../../src/lifecycle/training/training.config.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

const ROWS = 300;
const COLUMNS = 40;
const LABELS = 5;
/** The model ships single precision; a row's logits are sums of about ten weights. */
const TOLERANCE = 1e-5;

const cases = [
  { variant: "multinomial", alpha: 0.3 },
  { variant: "multinomial", alpha: 1, fitPrior: false },
  { variant: "multinomial", alpha: 0.3, classWeights: "balanced" },
  { variant: "complement", alpha: 1 },
  { variant: "complement", alpha: 0.5, norm: true },
  { variant: "complement", alpha: 1, norm: true, classWeights: "balanced" },
] as const;

/** Rows of ten values, of which those in the columns of a row's own labels are larger. */
function sampleRows() {
  const random = createRandom("naive Bayes of sets");
  const sets = Array.from({ length: ROWS }, () =>
    Array.from({ length: LABELS }, (_, label) => label).filter((label) => random.float() < 0.1 + label / 10),
  );
  const indices = new Int32Array(ROWS * 10);
  const values = new Float32Array(ROWS * 10);
  for (const [row, own] of sets.entries()) {
    const columns = random.permutation(COLUMNS).subarray(0, 10).toSorted();
    indices.set(columns, row * 10);
    for (const [at, column] of columns.entries())
      values[row * 10 + at] = random.float() + (own.includes(column % LABELS) ? 1 : 0);
  }
  const offsets = Float64Array.from({ length: ROWS + 1 }, (_, row) => row * 10);
  return { rows: { rows: ROWS, columns: COLUMNS, offsets, indices, values }, sets: labelSets(sets) };
}

test(`each label's probability is scikit-learn's within ${TOLERANCE}`, { skip: withoutPeers() }, async () => {
  const { rows, sets } = sampleRows();
  const indicators = labelIndicators(sets, LABELS);
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-naive-bayes-"));
  try {
    const given = {
      ...{ values: [...rows.values], indices: [...rows.indices], offsets: [...rows.offsets], shape: [ROWS, COLUMNS] },
      truth: Array.from({ length: ROWS }, (_, row) => [...indicators.subarray(row * LABELS, (row + 1) * LABELS)]),
      cases: cases.map((one) => ({
        variant: one.variant,
        balanced: "classWeights" in one,
        parameters: {
          alpha: one.alpha,
          ...("norm" in one ? { norm: one.norm } : {}),
          ...("fitPrior" in one ? { fit_prior: one.fitPrior } : {}),
        },
      })),
    };
    await writeFile(path.join(folder, "cases.json"), JSON.stringify(given));
    const script = path.join(import.meta.dirname, "naive_bayes_sets_peer.py");
    const expected = JSON.parse(await runPeer(script, [path.join(folder, "cases.json")])) as number[][][];
    for (const [at, one] of cases.entries()) {
      const { onnx } = await trainModel({
        model: { type: "naive-bayes/v1" },
        task: "multi-label-text-classification",
        training: trainingConfig.parse({ type: "counting/v1", ...one }),
        labels: Array.from({ length: LABELS }, (_, label) => `label ${label}`),
        features: COLUMNS,
        train: { encoded: { kind: "rows", rows }, labelIds: new Int32Array(ROWS), labelSets: sets },
        validation: null,
        seed: 0,
        threads: 1,
      });
      const session = await createSession(onnx);
      const { probabilities } = await session.run({
        indices: { type: "int64", shape: [ROWS * 10], data: BigInt64Array.from(rows.indices, BigInt) },
        values: { type: "float32", shape: [ROWS * 10], data: rows.values },
        offsets: { type: "int64", shape: [ROWS + 1], data: BigInt64Array.from(rows.offsets, BigInt) },
      });
      await session.release();
      const peer = expected[at]!.flat();
      assert.equal(probabilities!.data.length, peer.length);
      const furthest = peer.reduce(
        (most, value, place) => Math.max(most, Math.abs(value - (probabilities!.data[place] as number))),
        0,
      );
      assert.ok(furthest < TOLERANCE, `${JSON.stringify(one)}: ${furthest}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
