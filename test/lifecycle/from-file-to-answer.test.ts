/** @file The whole job through the command line: train, read, evaluate, compare, predict, verify, serve, make again. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Prediction } from "../../src/index.ts";
import { runHere, sampleReviews, startLexops } from "../cli/run-lexops.ts";

interface Headline {
  readonly metrics: Readonly<Record<string, { value: number; low: number; high: number }>>;
  readonly rows: number;
}
interface Trained {
  readonly bundle: string;
  readonly id: string;
  readonly data: { readonly train: number; readonly validation: number; readonly test: number };
  readonly evaluation: Headline | null;
  readonly warnings: readonly { readonly code: string }[];
}

async function answer<Result>(...words: string[]): Promise<Result> {
  const { status, stdout, stderr } = await runHere([...words, "--json", "--quiet"]);
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "", "nothing is said with --quiet");
  return JSON.parse(stdout) as Result;
}

describe("from a file to an answer", () => {
  let folder = "";
  const home = process.cwd();
  let baseline: Trained;
  let network: Trained;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-lifecycle-"));
    process.chdir(folder);
    await writeFile("reviews.csv", sampleReviews(600));
    await writeFile("fresh.csv", sampleReviews(200, "fresh"));
    baseline = await answer<Trained>("train", "reviews.csv", "--output", "baseline");
    network = await answer<Trained>(
      ...[
        "train",
        "reviews.csv",
        "--recipe",
        "embedding-max-pool",
        "--set",
        "training.epochs=12",
        "--output",
        "network",
      ],
    );
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });

  test("both learn, on the parts they were promised", () => {
    assert.deepEqual(baseline.data, { ...baseline.data, train: 480, validation: 0, test: 120 });
    assert.deepEqual(network.data, { ...network.data, train: 432, validation: 48, test: 120 });
    for (const { evaluation } of [baseline, network]) {
      const accuracy = evaluation!.metrics["accuracy"]!;
      assert.ok(accuracy.value > 0.85, `accuracy ${accuracy.value}`);
      assert.ok(accuracy.low <= accuracy.value && accuracy.value <= accuracy.high);
    }
  });

  test("the bundle is complete, and no checkpoint is left beside it", async () => {
    const files = await readdir("network");
    for (const file of [
      ...["bundle.json", "recipe.yaml", "model.onnx", "weights.safetensors", "evaluation.json", "evaluation.html"],
      ...["history.json", "README.md", "MLmodel"],
    ])
      assert.ok(files.includes(file), file);
    assert.deepEqual((await readdir(".")).toSorted(), ["baseline", "fresh.csv", "network", "reviews.csv"]);
  });

  for (const name of ["baseline", "network"] as const)
    test(`the recipe in ${name} makes the same model again`, async () => {
      const again = await answer<Trained>(
        "train",
        "reviews.csv",
        "--recipe",
        `${name}/recipe.yaml`,
        "--output",
        "again",
      );
      assert.deepEqual(again.warnings, []);
      const first = { baseline, network }[name];
      assert.deepEqual(again.evaluation!.metrics, first.evaluation!.metrics);
      for (const file of ["model.onnx", "recipe.yaml", "weights.safetensors"])
        assert.deepEqual(await readFile(`again/${file}`), await readFile(`${name}/${file}`), file);
    });

  test("a recipe on another file warns", async () => {
    const again = await answer<Trained>("train", "fresh.csv", "--recipe", "baseline/recipe.yaml", "--output", "again");
    assert.deepEqual(
      again.warnings.map(({ code }) => code),
      ["other-data"],
    );
  });

  test("evaluate gives the test report again on the rows that were held out, and an HTML page", async () => {
    const report = await answer<Headline>(
      "evaluate",
      "network",
      "reviews.csv",
      "--part",
      "test",
      "--html",
      "report.html",
    );
    assert.deepEqual(report.metrics, network.evaluation!.metrics);
    assert.match(await readFile("report.html", "utf8"), /^<!doctype html>/i);
  });

  test("evaluate on fresh data, for people, says what the bundle was trained on", async () => {
    const fresh = await runHere(["evaluate", "network", "fresh.csv", "--resamples", "50"]);
    assert.equal(fresh.status, 0, fresh.stderr);
    assert.match(fresh.stdout, /Accuracy +\d\.\d{4}/);
    const own = await runHere(["evaluate", "network", "reviews.csv", "--resamples", "0"]);
    assert.match(own.stderr, /^note: .*trained on.*--part test/m);
  });

  test("compare pairs the answers", async () => {
    const report = await answer<{ rows: number; mcnemarPValue: number; metrics: Record<string, object> }>(
      ...["compare", "baseline", "network", "fresh.csv"],
    );
    assert.equal(report.rows, 200);
    assert.ok(report.mcnemarPValue >= 0 && report.mcnemarPValue <= 1);
    assert.ok("difference" in report.metrics["accuracy"]!);
    const shown = await runHere(["compare", "baseline", "network", "fresh.csv"]);
    assert.match(shown.stdout, /McNemar/);
    const many = await runHere(["compare", "baseline", "network", "baseline", "fresh.csv"]);
    assert.match(many.stdout, /^3 models on 200 examples\n[\s\S]*Holm's correction over 3 pairs/);
  });

  test("cross-validate measures recipes on the same folds, and writes every row's answers", async () => {
    const report = await answer<{ models: { name: string; metrics: Record<string, { value: number }> }[] }>(
      ...["cross-validate", "reviews.csv", "--compare-recipe", "majority"],
      ...["--folds", "3", "--resamples", "20", "--predictions", "answers.jsonl"],
    );
    const [linear, floor] = report.models.map(({ metrics }) => metrics["accuracy"]!.value);
    assert.ok(linear! > floor! + 0.2, `${linear} against ${floor}`);
    const lines = (await readFile("answers.jsonl", "utf8")).trimEnd().split("\n");
    const first = JSON.parse(lines[0]!);
    assert.equal(first.row, 1);
    assert.deepEqual(Object.keys(first.scores), ["logistic-regression", "majority"]);
    const shown = await runHere(["cross-validate", "reviews.csv", "--folds", "3", "--resamples", "0"]);
    assert.match(shown.stdout, /^Cross-validation: \d+ examples in 3 folds/);
  });

  test("learning-curve says whether more rows would help", async () => {
    const words = ["learning-curve", "reviews.csv", "--repetitions", "1", "--resamples", "20"];
    const { points } = await answer<{ points: { rows: number }[] }>(...words, "--sizes", "0.3", "--sizes", "1");
    assert.equal(points.length, 2);
    const shown = await runHere(words);
    assert.match(shown.stdout, /^Accuracy on \d+ test examples, by training rows[\s\S]*More rows/);
    const untested = await runHere([...words, "--test-size", "0"]);
    assert.equal(untested.status, 2);
    assert.match(untested.stderr, /held out/);
  });

  test("predict answers for words, files and standard input alike", async () => {
    const lines = async (words: string[], input?: string) => {
      const { status, stdout, stderr } = await runHere(["predict", "network", ...words, "--json"], input);
      assert.equal(status, 0, stderr);
      return stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Prediction & { row: number; text: string });
    };
    const [good] = await lines(["a wonderful superb film"]);
    assert.equal(good!.prediction, "positive");
    assert.deepEqual(Object.keys(good!.scores), ["negative", "positive"]);
    assert.deepEqual(await lines(["-"], "a wonderful superb film\n"), [good]);
    assert.deepEqual(await lines([], "a wonderful superb film"), [good]);
    await writeFile("texts.jsonl", '{"review":"a wonderful superb film"}\n{"review":"dull\\nand tedious"}\n');
    const fromFile = await lines(["texts.jsonl"]);
    assert.deepEqual(
      fromFile.map(({ row, text, prediction }) => [row, text, prediction]),
      [
        [1, "a wonderful superb film", "positive"],
        [2, "dull\nand tedious", "negative"],
      ],
    );
    const { stdout } = await runHere(["predict", "network", "good\u001b[31m news", "bad"]);
    assert.equal(stdout.split("\n").length, 3);
    assert.ok(!stdout.includes("\u001b"), "a text cannot steer the terminal");
  });

  test("bundle verify and show", async () => {
    assert.equal((await answer<{ id: string }>("bundle", "verify", "network")).id, network.id);
    const shown = await answer<{ name: string; lineage: Record<string, unknown>; model: { type: string } }>(
      ...["bundle", "show", "network"],
    );
    assert.equal(shown.name, "reviews-embedding-max-pool");
    assert.equal(shown.model.type, "embedding-max-pool/v1");
    assert.equal(shown.lineage["trainRows"], 432);
    assert.match((await runHere(["bundle", "show", "network"])).stdout, /word-ids\/v1/);
  });

  test("nothing held out means nothing evaluated, and says so", async () => {
    const { status, stdout, stderr } = await runHere([
      "train",
      "reviews.csv",
      "--recipe",
      "majority",
      "--test-size",
      "0",
      "--output",
      "whole",
    ]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /Nothing is held out for a test/);
    assert.match(stdout, /trained on 600 rows.*\n\nNot evaluated/s);
    assert.ok(!(await readdir("whole")).includes("evaluation.json"));
  });

  test("data split and inspect", async () => {
    const { parts } = await answer<{ parts: { name: string; rows: number; file: string }[] }>(
      ...["data", "split", "reviews.csv", "--output", "parts"],
    );
    assert.deepEqual(
      parts.map(({ name, rows }) => [name, rows]),
      [
        ["train", 432],
        ["validation", 48],
        ["test", 120],
      ],
    );
    const { rows } = await answer<{ rows: number }>("data", "inspect", "parts/test.csv");
    assert.equal(rows, 120);
    const { stdout } = await runHere(["data", "inspect", "reviews.csv"]);
    assert.match(stdout, /positive: 300 rows, 50\.0 %\n {2}telling words: /);
  });

  test("serve answers with the bits of predict, until it is told to end", async () => {
    const { child, finished } = startLexops(["serve", "network", "--port", "0", "--json"], { cwd: folder });
    const { url } = await new Promise<{ url: string }>((resolve, reject) => {
      child.stdout.on("data", (chunk: string) => resolve(JSON.parse(chunk)));
      void finished.then(({ stderr }) => reject(new Error(stderr)));
    });
    const response = await fetch(`${url}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: "a dull plot" }),
    });
    const served = (await response.json()) as Prediction;
    const { stdout } = await runHere(["predict", "network", "a dull plot", "--json"]);
    assert.deepEqual(served.scores, (JSON.parse(stdout) as Prediction).scores);
    child.kill("SIGINT");
    const { status, stderr } = await finished;
    assert.equal(status, 0, stderr);
  });
});
