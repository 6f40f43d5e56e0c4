import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { before, describe, test } from "node:test";
import {
  averagedFigures,
  calibrationBins,
  computeMetric,
  confusionMatrix,
  labelFigures,
  labelForecasts,
  mcnemarExact,
  metrics,
  prepareSamples,
  scoredRows,
  thresholdPoints,
} from "../../src/lifecycle/metrics/index.ts";
import { type MetricsCase, metricsCases } from "./metrics-cases.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

type Numbers = readonly (number | null)[];

interface PeerCase {
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly weighted: Readonly<Record<string, number | null>>;
  readonly singlePrecisionLogLoss: number;
  readonly confusion: Numbers;
  readonly byLabel: readonly Numbers[];
  readonly zeroDivision: Readonly<Record<string, Numbers>>;
  readonly curves: readonly Readonly<Record<string, Numbers>>[];
}

const mcnemarPairs = [
  [0, 0],
  [0, 1],
  [3, 3],
  [1, 9],
  [10, 25],
  [0, 80],
  [200, 260],
  [1200, 1300],
  [5000, 5100],
  [40_000, 41_000],
  [10, 900],
] as const;

/** Equal within 1e-12, relative above 1; NaN is null on Python's side. */
function assertSame(ours: number, theirs: number | null | undefined, what: string, tolerance = 1e-12): void {
  if (theirs === null || theirs === undefined) {
    assert.ok(Number.isNaN(ours), `${what}: ${ours}, where the reference has none`);
    return;
  }
  const distance = Math.abs(ours - theirs);
  assert.ok(distance <= tolerance * Math.max(1, Math.abs(theirs)), `${what}: ${ours}, not ${theirs}`);
}

function rowsOf(example: MetricsCase) {
  const { classes, positive } = example;
  const labelIds = Int32Array.from(example.labelIds);
  return scoredRows({ labelIds, probabilities: Float64Array.from(example.probabilities), classes, positive });
}

describe("metrics against scikit-learn", { skip: withoutPeers() }, () => {
  let peers: readonly PeerCase[] = [];
  let mcnemar: readonly number[] = [];

  before(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "lexops-metrics-"));
    try {
      const file = path.join(folder, "cases.json");
      await writeFile(file, JSON.stringify({ cases: metricsCases, mcnemar: mcnemarPairs }));
      const answer = JSON.parse(await runPeer(path.join(import.meta.dirname, "metrics.py"), [file])) as {
        readonly cases: readonly PeerCase[];
        readonly mcnemar: readonly number[];
      };
      peers = answer.cases;
      mcnemar = answer.mcnemar;
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const [name, metric] of metrics.entries)
    test(name, () => {
      let compared = 0;
      metricsCases.forEach((example, index) => {
        if (example.classes < metric.minimumClasses) return;
        assert.ok(name in peers[index]!.metrics, `the reference computes ${name}`);
        assertSame(computeMetric(name, rowsOf(example)), peers[index]!.metrics[name], example.name);
        const sample = prepareSamples(rowsOf(example))(Uint32Array.from(example.counts));
        assertSame(metric.fromSample(sample), peers[index]!.weighted[name], `${example.name}, weighted`);
        compared++;
      });
      assert.ok(compared >= 10);
    });

  test("log loss in single precision is clipped as there", () => {
    metricsCases.forEach((example, index) => {
      const { classes, positive } = example;
      const labelIds = Int32Array.from(example.labelIds);
      const rows = scoredRows({ labelIds, probabilities: Float32Array.from(example.probabilities), classes, positive });
      assertSame(computeMetric("log-loss", rows), peers[index]!.singlePrecisionLogLoss, example.name, 2e-6);
    });
  });

  test("the confusion matrix", () => {
    metricsCases.forEach((example, index) => {
      assert.deepEqual([...confusionMatrix(rowsOf(example)).counts], peers[index]!.confusion, example.name);
    });
  });

  test("the report by label", () => {
    metricsCases.forEach((example, index) => {
      const confusion = confusionMatrix(rowsOf(example));
      peers[index]!.byLabel.forEach((theirs, label) => {
        const { precision, recall, f1, support } = labelFigures(confusion, label);
        [precision, recall, f1, support].forEach((ours, column) => {
          assertSame(ours, theirs[column], `${example.name}, label ${label}, column ${column}`);
        });
      });
    });
  });

  test("averages with every way to divide by zero", () => {
    metricsCases.forEach((example, index) => {
      const confusion = confusionMatrix(rowsOf(example));
      const labels = Array.from({ length: example.classes }, (_, label) => label);
      for (const [value, zeroDivision] of [
        ["0.0", 0],
        ["1.0", 1],
        ["nan", Number.NaN],
      ] as const)
        for (const average of ["macro", "micro", "weighted"] as const) {
          const { precision, recall, f1 } = averagedFigures(confusion, average, { labels, zeroDivision });
          const theirs = peers[index]!.zeroDivision[`${value} ${average}`]!;
          [precision, recall, f1].forEach((ours, column) => {
            assertSame(ours, theirs[column], `${example.name}, ${value} ${average}, column ${column}`);
          });
        }
    });
  });

  test("ROC, precision-recall and calibration curves, point by point", () => {
    metricsCases.forEach((example, index) => {
      const rows = rowsOf(example);
      peers[index]!.curves.forEach((theirs, label) => {
        const points = thresholdPoints(rows, label);
        const bins = calibrationBins(labelForecasts(rows, label), { bins: 10 }).filter(({ count }) => count > 0);
        const absent = !example.labelIds.includes(label);
        const pairs: readonly [string, readonly number[]][] = [
          ["falsePositiveRate", points.map((point) => point.falsePositiveRate)],
          ["truePositiveRate", points.map((point) => point.recall)],
          ["thresholds", points.map((point) => point.threshold)],
          ["observed", bins.map((bin) => bin.observed)],
          ["meanProbability", bins.map((bin) => bin.meanProbability)],
        ];
        for (const [name, ours] of absent ? pairs.slice(2) : pairs) {
          assert.equal(ours.length, theirs[name]!.length, `${example.name}, label ${label}, ${name}`);
          ours.forEach((value, point) => {
            assertSame(value, theirs[name]![point], `${example.name}, label ${label}, ${name} ${point}`);
          });
        }
        theirs["precision"]!.forEach((value, point) => {
          assertSame(points[point]!.precision, value, `${example.name}, label ${label}, precision ${point}`);
        });
      });
    });
  });

  test("McNemar's exact test", () => {
    mcnemarPairs.forEach(([onlyA, onlyB], index) => {
      const ours = mcnemarExact({ onlyA, onlyB });
      const relative = Math.abs(ours - mcnemar[index]!) / mcnemar[index]!;
      assert.ok(relative < 1e-10, `${onlyA}:${onlyB} gives ${ours}, not ${mcnemar[index]}`);
    });
  });
});
