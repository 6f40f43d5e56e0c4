/** @file Ctrl-C and kill -9 during a training: nothing half-written, and --resume ends with the same bits. */
import assert from "node:assert/strict";
import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { runLexops, sampleReviews, startLexops } from "../cli/run-lexops.ts";

const training = (output: string, ...more: string[]) => [
  ...[
    "train",
    "reviews.csv",
    "--recipe",
    "embedding-max-pool",
    "--set",
    "training.epochs=30",
    "--set",
    "training.batchSize=4",
  ],
  ...["--set", "evaluation.resamples=0", "--set", "evaluation.worstMistakes=0", "--output", output, ...more],
];

describe("an interrupted training", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-interrupted-"));
    await writeFile(path.join(folder, "reviews.csv"), sampleReviews(1000));
    const { status, stderr } = await runLexops(training("whole"), { cwd: folder });
    assert.equal(status, 0, stderr);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function interrupted(output: string, signal: "SIGINT" | "SIGKILL") {
    const { child, finished } = startLexops(training(output), { cwd: folder });
    const checkpoint = path.join(folder, `${output}.checkpoint`, "checkpoint.bin");
    while (
      child.exitCode === null &&
      !(await access(checkpoint).then(
        () => true,
        () => false,
      ))
    )
      await setTimeout(5);
    child.kill(signal);
    return finished;
  }

  for (const [signal, status] of [
    ["SIGINT", 130],
    ["SIGKILL", null],
  ] as const)
    test(`${signal} leaves no bundle, and --resume goes on to the same bits`, async () => {
      const output = signal.toLowerCase();
      const ended = await interrupted(output, signal);
      assert.equal(ended.status, status, ended.stderr);
      if (signal === "SIGINT") assert.match(ended.stderr, /^error: lexops train was cancelled\.\n.*--resume/m);
      const left = (await readdir(folder)).filter((name) => name.includes(output));
      assert.deepEqual(left, [`${output}.checkpoint`]);

      const resumed = await runLexops(training(output, "--resume"), { cwd: folder });
      assert.equal(resumed.status, 0, resumed.stderr);
      for (const file of ["model.onnx", "weights.safetensors"])
        assert.deepEqual(
          await readFile(path.join(folder, output, file)),
          await readFile(path.join(folder, "whole", file)),
          file,
        );
      assert.deepEqual(
        (await readdir(folder)).filter((name) => name.includes(output)),
        [output],
      );
    });
});
