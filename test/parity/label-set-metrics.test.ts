/** @file Metrics of texts that may have several labels against scikit-learn's. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { before, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { labelSets } from "../../src/lifecycle/labels/index.ts";
import {
  labelSetFigures,
  labelSetMetrics,
  labelSetRows,
  prepareLabelSetSamples,
  wholeLabelSetSample,
} from "../../src/lifecycle/metrics/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

interface Case {
  readonly name: string;
  /** [rows][labels], 0 or 1. */
  readonly truth: readonly (readonly number[])[];
  readonly scores: readonly (readonly number[])[];
  readonly thresholds: readonly number[];
  /** How often each row counts. */
  readonly counts?: readonly number[];
}

interface PeerCase {
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly byLabel: readonly (readonly number[])[];
}

/** Rows whose scores know something of the truth; scores of `steps` values tie. */
function drawn(name: string, rows: number, labels: number, steps = 0, more: Partial<Case> = {}): Case {
  const random = createRandom(name);
  const shares = Array.from({ length: labels }, () => 0.05 + 0.5 * random.float());
  const truth = Array.from({ length: rows }, () => shares.map((share) => (random.float() < share ? 1 : 0)));
  const scores = truth.map((row) =>
    row.map((own) => {
      const score = Math.min(1, Math.max(0, 0.35 * own + 0.8 * random.float() - 0.05));
      return steps === 0 ? score : Math.round(score * steps) / steps;
    }),
  );
  return { name, truth, scores, thresholds: shares.map(() => 0.5), ...more };
}

const random = createRandom("resample");
const cases: readonly Case[] = [
  drawn("three labels", 400, 3),
  drawn("two labels", 150, 2),
  drawn("thirty labels, thresholds of their own", 200, 30, 0, {
    thresholds: Array.from({ length: 30 }, (_, label) => 0.2 + label / 50),
  }),
  drawn("scores that tie", 300, 6, 5),
  drawn("a resample", 200, 5, 20, { counts: Array.from({ length: 200 }, () => random.integer(3)) }),
  {
    name: "a label that none has, one that all have, rows without any and with all",
    truth: [
      [0, 1, 0],
      [0, 1, 1],
      [0, 1, 0],
      [0, 1, 1],
    ],
    scores: [
      [0.2, 0.9, 0.6],
      [0.7, 0.9, 0.4],
      [0.1, 0.3, 0.2],
      [0.4, 0.8, 0.8],
    ],
    thresholds: [0.5, 0.5, 0.5],
  },
  {
    name: "nothing is ever given, and some rows have nothing",
    truth: [
      [1, 0],
      [0, 0],
      [1, 1],
    ],
    scores: [
      [0.2, 0.1],
      [0.3, 0.3],
      [0.1, 0.4],
    ],
    thresholds: [0.5, 0.5],
  },
];

function rowsOf({ truth, scores, thresholds }: Case) {
  return labelSetRows({
    truths: labelSets(truth.map((row) => [...row.keys()].filter((label) => row[label] === 1))),
    probabilities: Float64Array.from(scores.flat()),
    classes: thresholds.length,
    thresholds,
  });
}

describe("metrics of several labels agree with scikit-learn's within 1e-12", { skip: withoutPeers() }, () => {
  let peer: readonly PeerCase[] = [];
  before(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "lexops-label-sets-"));
    try {
      const file = path.join(folder, "cases.json");
      await writeFile(file, JSON.stringify(cases));
      peer = JSON.parse(await runPeer(path.join(import.meta.dirname, "label_set_metrics.py"), [file]));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const [index, example] of cases.entries())
    test(example.name, () => {
      const rows = rowsOf(example);
      const { metrics, byLabel } = peer[index]!;
      const sample =
        example.counts === undefined
          ? wholeLabelSetSample(rows)
          : prepareLabelSetSamples(rows)(Uint32Array.from(example.counts));
      assert.deepEqual(Object.keys(metrics).toSorted(), labelSetMetrics.names.toSorted());
      for (const [name, metric] of labelSetMetrics.entries) {
        const [ours, theirs] = [metric.fromSample(sample), metrics[name]];
        if (theirs === null) assert.ok(Number.isNaN(ours), `${name}: ${ours}, where the reference has none`);
        else assert.ok(Math.abs(ours - theirs!) <= 1e-12, `${name}: ${ours}, not ${theirs}`);
      }
      for (const [label, { precision, recall, f1, support }] of labelSetFigures(sample).entries())
        for (const [at, value] of [precision, recall, f1, support].entries())
          assert.ok(Math.abs(value - byLabel[label]![at]!) <= 1e-12, `label ${label}: ${value}`);
    });
});
