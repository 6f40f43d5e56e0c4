/** @file Calibrations against scikit-learn's CalibratedClassifierCV, on the same scores. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { applyCalibration, fitCalibration } from "../../src/lifecycle/calibration/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

describe("calibration agrees with scikit-learn", { skip: withoutPeers() }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-calibration-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const [classes, rows] of [
    [2, 800],
    [5, 2000],
  ] as const)
    test(`${classes} classes`, async () => {
      const random = createRandom(`parity ${classes}`);
      const labelIds = Int32Array.from({ length: rows }, () => random.integer(classes));
      const columns = classes === 2 ? 1 : classes;
      const scores = Array.from(labelIds, (label) =>
        Array.from({ length: columns }, (_, column) =>
          Math.fround(3 * random.normal() + (label === (classes === 2 ? 1 : column) ? 2.5 : -1)),
        ),
      );
      const logits = Float32Array.from(scores.flatMap((row) => (classes === 2 ? [0, row[0]!] : row)));
      const truths = new Uint8Array(rows * classes);
      for (const [row, label] of labelIds.entries()) truths[row * classes + label] = 1;
      const file = path.join(folder, "scores.json");
      writeFileSync(file, JSON.stringify({ scores, labels: [...labelIds], classes }));
      const script = path.join(import.meta.dirname, "calibration_peer.py");
      const peer = JSON.parse(await runPeer(script, [file])) as Readonly<Record<string, readonly number[]>>;
      const link = classes === 2 ? "binary" : "one-vs-rest";
      // scikit-learn's searches for the sigmoid and the temperature stop earlier than ours; isotonic has no search.
      for (const [method, tolerance] of [
        ["platt", 1e-4],
        ["isotonic", 1e-6],
        ["temperature", 1e-4],
      ] as const) {
        const held = { labels: classes, link, logits, truths } as const;
        const said = applyCalibration(fitCalibration(method, held), logits, classes);
        const furthest = said.reduce((most, p, index) => Math.max(most, Math.abs(p - peer[method]![index]!)), 0);
        assert.ok(furthest < tolerance, `${method}: ${furthest}`);
      }
    });
});
