/** @file Calibration through the command line: while training, and of a bundle that is there already. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { runHere, sampleReviews } from "../cli/run-lexops.ts";

interface Evaluated {
  readonly metrics: Readonly<Record<string, { readonly value: number }>>;
  readonly calibration: { readonly before: { readonly metrics: Readonly<Record<string, number>> } | null };
}
interface Trained {
  readonly id: string;
  readonly evaluation: Evaluated;
}
interface Calibrated {
  readonly parent: string;
  readonly rows: number;
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}

async function answer<Result>(...words: string[]): Promise<Result> {
  const { status, stdout, stderr } = await runHere([...words, "--json", "--quiet"]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Result;
}

describe("calibration", () => {
  let folder = "";
  const home = process.cwd();
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-calibration-"));
    process.chdir(folder);
    await writeFile("reviews.csv", sampleReviews(400));
    await writeFile("fresh.csv", sampleReviews(300, "fresh"));
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });

  test("out of fold without a validation set, by it where there is one; the evaluation shows before and after", async () => {
    for (const flags of [
      ["--recipe", "naive-bayes"],
      ["--validation-size", "0.2"],
    ]) {
      const trained = await answer<Trained>(
        ...[
          "train",
          "reviews.csv",
          ...flags,
          "--calibration",
          "platt",
          "--set",
          "evaluation.resamples=0",
          "--output",
          "calibrated",
        ],
      );
      const { before: was } = trained.evaluation.calibration;
      assert.ok(was !== null && was.metrics["log-loss"]! > 0);
      assert.notEqual(trained.evaluation.metrics["log-loss"]!.value, was.metrics["log-loss"]);
    }
  });

  test("a bundle that is there already becomes a new one that names it", async () => {
    const plain = await answer<Trained>(
      ...[
        "train",
        "reviews.csv",
        "--recipe",
        "logistic-regression-unigrams",
        "--set",
        "evaluation.resamples=0",
        "--output",
        "plain",
      ],
    );
    assert.equal(plain.evaluation.calibration.before, null);
    const calibrated = await answer<Calibrated>("calibrate", "plain", "fresh.csv", "--method", "temperature");
    assert.equal(calibrated.parent, plain.id);
    assert.equal(calibrated.rows, 300);
    assert.equal(calibrated.after["accuracy"], calibrated.before["accuracy"]);
    const shown = await answer<Evaluated>("evaluate", "plain-calibrated", "fresh.csv", "--resamples", "0");
    assert.ok(Math.abs(shown.calibration.before!.metrics["log-loss"]! - calibrated.before["log-loss"]!) < 1e-6);
    assert.ok(shown.metrics["log-loss"]!.value <= calibrated.before["log-loss"]! + 1e-6);
  });
});
