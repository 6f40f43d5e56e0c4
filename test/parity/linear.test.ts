/** @file Logistic regression against scikit-learn's, on real texts. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fitLogistic } from "../../src/numeric/linear/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedData, withoutData } from "./shared-data.ts";

const banking = "banking77/banking77-train.csv";
const imdb = "imdb/imdb-sample.csv";

const cases = [
  // More features than rows, and the other way round.
  { name: "IMDb's sample", file: imdb, text: "review", label: "sentiment", C: 10, min_df: 1, weighted: false },
  {
    name: "IMDb's sample, few features, weighted",
    file: imdb,
    text: "review",
    label: "sentiment",
    C: 0.5,
    min_df: 20,
    weighted: true,
  },
  { name: "Banking77's 77 intents", file: banking, text: "text", label: "label", C: 1, min_df: 3, weighted: false },
];

describe("logistic regression agrees with scikit-learn", { skip: withoutPeers() || withoutData(banking, imdb) }, () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lexops-linear-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function read(name: string): ArrayBuffer {
    const bytes = readFileSync(path.join(folder, name));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }

  for (const { name, file, text, label, C, min_df, weighted } of cases)
    test(name, async () => {
      const settings = JSON.stringify({ C, min_df, weighted });
      const script = path.join(import.meta.dirname, "linear_peer.py");
      const printed = await runPeer(script, [folder, sharedData(file)!, text, label, settings]);
      const { columns, classes } = JSON.parse(printed) as { readonly columns: number; readonly classes: number };
      const labelIds = new Int32Array(read("labels"));
      const matrix = {
        rows: labelIds.length,
        columns,
        offsets: new Float64Array(read("offsets")),
        indices: new Int32Array(read("indices")),
        values: new Float32Array(read("values")),
      };
      const sampleWeights = new Float64Array(read("weights"));
      const fit = await fitLogistic(matrix, labelIds, {
        ...{ classes, c: C, sampleWeights, maxIterations: 20_000, tolerance: 1e-9, threads: 2 },
      });
      assert.equal(fit.converged, true);
      assertClose("coefficients", fit.coefficients, new Float64Array(read("coefficients")));
      // Only differences between the intercepts of several classes decide: they are compared around their mean.
      assertClose("intercepts", centred(fit.intercepts), centred(new Float64Array(read("intercepts"))));
    });
});

function centred(values: Float64Array): Float64Array {
  if (values.length === 1) return values;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Both searches stop within 1e-9 of a zero gradient; how far the weights are then depends on the curvature. */
function assertClose(what: string, actual: Float64Array, expected: Float64Array): void {
  assert.equal(actual.length, expected.length);
  let largest = 0;
  for (let index = 0; index < actual.length; index++)
    largest = Math.max(largest, Math.abs(actual[index]! - expected[index]!));
  assert.ok(largest <= 2e-5, `${what} differ by ${largest}`);
}
