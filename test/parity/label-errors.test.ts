/** @file Confident learning against cleanlab, on the same probabilities. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { findLabelIssues, findLabelSetIssues } from "../../src/lifecycle/quality/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

/** Noisy labels with forecasts that often know better; labels differ in how frequent they are. */
function noisyForecasts(rows: number, labels: number, seed: string, missing = -1) {
  const random = createRandom(seed);
  const labelIds = new Int32Array(rows);
  const probabilities = new Float64Array(rows * labels);
  for (let row = 0; row < rows; row++) {
    let truth = Math.floor(labels * random.float() ** 2);
    if (truth === missing) truth = 0;
    labelIds[row] = random.float() < 0.15 ? random.integer(labels) : truth;
    if (labelIds[row] === missing) labelIds[row] = truth;
    let sum = 0;
    for (let id = 0; id < labels; id++) {
      const weight = Math.exp(random.normal() * 1.5 + (id === truth ? 2.5 : 0));
      probabilities[row * labels + id] = weight;
      sum += weight;
    }
    for (let id = 0; id < labels; id++) probabilities[row * labels + id]! /= sum;
  }
  return { labels, labelIds, probabilities };
}

/** Sets of labels of which a tenth was flipped, with forecasts that often know better. */
function noisySets(rows: number, labels: number) {
  const random = createRandom("sets");
  const indicators = new Uint8Array(rows * labels);
  const probabilities = new Float64Array(rows * labels);
  for (let at = 0; at < indicators.length; at++) {
    const truth = random.float() < 0.2 + (at % labels) / 10 ? 1 : 0;
    indicators[at] = random.float() < 0.1 ? 1 - truth : truth;
    probabilities[at] = 1 / (1 + Math.exp(random.normal() * 1.5 - (truth === 1 ? 2 : -2)));
  }
  return { labels, indicators, probabilities };
}

const cases = [
  noisyForecasts(400, 2, "two"),
  noisyForecasts(1000, 4, "four"),
  noisyForecasts(900, 20, "twenty"),
  noisyForecasts(300, 5, "absent", 3),
  noisyForecasts(30, 6, "few"),
];

describe("confident learning agrees with cleanlab", { skip: withoutPeers() }, () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lexops-label-errors-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  test("joint, issues, their order, and both scores", async () => {
    const documents = cases.map(({ labels, labelIds, probabilities }) => ({
      labels: [...labelIds],
      probabilities: Array.from(labelIds, (_, row) => [...probabilities.subarray(row * labels, (row + 1) * labels)]),
    }));
    const script = path.join(import.meta.dirname, "label_errors_peer.py");
    const file = path.join(folder, "cases.json");
    writeFileSync(file, JSON.stringify(documents));
    const expected = JSON.parse(await runPeer(script, [file])) as {
      readonly joint: readonly (readonly number[])[];
      readonly issues: readonly number[];
      readonly selfConfidence: readonly number[];
      readonly margin: readonly number[];
    }[];
    for (const [at, forecasts] of cases.entries()) {
      const found = findLabelIssues(forecasts);
      const peer = expected[at]!;
      if (forecasts.labels < 16 && forecasts.labelIds.length > 100) {
        assert.deepEqual([...found.joint], peer.joint.flat());
        assert.deepEqual([...found.rows], peer.issues);
      } else {
        // Which of two equal fractions is rounded up is decided there by NumPy's sorting and by rounding errors.
        for (const [cell, count] of peer.joint.flat().entries()) assert.ok(Math.abs(found.joint[cell]! - count) <= 1);
        const shared = peer.issues.filter((row) => found.rows.includes(row)).length;
        assert.ok(
          shared >= 0.95 * Math.max(peer.issues.length, found.rows.length),
          `${shared} of ${peer.issues.length}`,
        );
      }
      assert.ok(at > 3 || peer.issues.length > 20);
      assertClose(found.scores, peer.selfConfidence);
      assertClose(findLabelIssues(forecasts, "normalised-margin").scores, peer.margin);
    }
  });

  test("issues of each label, in their order, where texts may have several", async () => {
    const forecasts = noisySets(600, 4);
    const { labels, indicators, probabilities } = forecasts;
    const rowsOf = <Value>(values: ArrayLike<Value>) =>
      Array.from({ length: values.length / labels }, (_, row) =>
        Array.from({ length: labels }, (_label, label) => values[row * labels + label]!),
      );
    const sets = rowsOf(indicators).map((own) => own.flatMap((has, label) => (has === 1 ? [label] : [])));
    const file = path.join(folder, "sets.json");
    writeFileSync(file, JSON.stringify([{ sets, probabilities: rowsOf(probabilities) }]));
    const script = path.join(import.meta.dirname, "label_errors_peer.py");
    const [expected] = JSON.parse(await runPeer(script, [file])) as [readonly (readonly number[])[]];
    const found = findLabelSetIssues(forecasts);
    for (const [label, rows] of expected.entries()) {
      assert.ok(rows.length > 10, `${rows.length}`);
      assert.deepEqual(
        found.filter((issue) => issue.label === label).map(({ row }) => row),
        rows,
      );
    }
  });
});

function assertClose(actual: Float64Array, expected: readonly number[]): void {
  for (const [at, value] of expected.entries())
    assert.ok(Math.abs(actual[at]! - value) < 1e-12, `${actual[at]} is not ${value}`);
}
