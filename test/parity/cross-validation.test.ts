/** @file Figures of cross-validated texts with several labels against scikit-learn's over the same answers. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { crossValidate } from "../../src/index.ts";
import type { CrossValidationReport } from "../../src/lifecycle/evaluation/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

interface PeerModel {
  readonly pooled: Readonly<Record<string, number>>;
  readonly folds: readonly Readonly<Record<string, number>>[];
  readonly byLabel: readonly (readonly number[])[];
}

test("pooled, by fold and by label, with each fold's own thresholds", { skip: withoutPeers() }, async () => {
  const random = createRandom("cross-validated");
  const words = { billing: "invoice", delivery: "parcel", praise: "thanks" };
  const rows = Array.from({ length: 240 }, (_, row) => {
    const labels = Object.keys(words).filter((_name, at) => random.float() < 0.5 / (at + 1));
    const said = Object.entries(words).map(([label, word]) =>
      random.float() < (labels.includes(label) ? 0.75 : 0.15) ? word : "so",
    );
    return JSON.stringify({ text: `${said.join(" ")} ${row}`, labels });
  });
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-cross-validation-"));
  try {
    const place = (name: string) => path.join(folder, name);
    await writeFile(place("rows.jsonl"), rows.join("\n"));
    const report = (await crossValidate(place("rows.jsonl"), {
      label: "labels",
      multiLabel: true,
      compareRecipe: ["nb-logistic-regression"],
      folds: 3,
      set: ["threshold=f1"],
      resamples: 20,
      predictions: place("answers.jsonl"),
    })) as unknown as CrossValidationReport;
    await writeFile(place("report.json"), JSON.stringify(report));
    const script = path.join(import.meta.dirname, "cross_validation.py");
    const peers: PeerModel[] = JSON.parse(await runPeer(script, [place("answers.jsonl"), place("report.json")]));
    const near = (ours: number, theirs: number, what: string) =>
      assert.ok(
        Math.abs(ours - theirs) < (what.endsWith("log-loss") ? 1e-7 : 1e-12),
        `${what}: ${ours}, not ${theirs}`,
      );
    for (const [at, { pooled, folds, byLabel }] of peers.entries()) {
      const model = report.models[at]!;
      for (const [name, value] of Object.entries(pooled)) near(model.metrics[name]!.value, value, `pooled ${name}`);
      for (const [fold, figures] of folds.entries())
        for (const [name, value] of Object.entries(figures)) {
          near(model.folds[fold]!.metrics[name]!, value, `fold ${fold + 1}, ${name}`);
          const { low, high } = model.folds[fold]!.intervals![name]!;
          assert.ok(low! <= value && value <= high!, `fold ${fold + 1}, ${name}: ${low} to ${high}`);
        }
      for (const [label, figures] of byLabel.entries()) {
        const { precision, recall, f1, support } = model.byLabel![label]!;
        for (const [figure, value] of [precision, recall, f1.value, support].entries())
          near(value, figures[figure]!, `label ${label}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
