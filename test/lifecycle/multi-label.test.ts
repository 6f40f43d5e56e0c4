/** @file The whole job where texts may have several labels: train, evaluate, compare, predict, serve, make again. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type EvaluationReport, loadBundle, serve, train } from "../../src/index.ts";
import type {
  CrossValidationReport,
  ManyModelsReport,
  SampleSizeReport,
} from "../../src/lifecycle/evaluation/index.ts";
import { runHere } from "../cli/run-lexops.ts";
import { cellsCsv, labels, samples } from "./several-labels.sample.ts";

const flagsCsv = (rows: ReturnType<typeof samples>) =>
  `text,${labels.join(",")}\n${rows.map(({ text, labels: own }) => [text, ...labels.map((label) => Number(own.includes(label)))].join(",")).join("\n")}\n`;

async function answer<Result>(...line: string[]): Promise<Result> {
  const { status, stdout, stderr } = await runHere([...line, "--json", "--quiet"]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Result;
}

interface Trained {
  readonly evaluation: EvaluationReport;
}

describe("texts with several labels, from a file to an answer", () => {
  let folder = "";
  const home = process.cwd();
  let linear: Trained;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-multi-label-"));
    process.chdir(folder);
    const rows = samples(600, "training");
    await writeFile("cells.csv", cellsCsv(rows));
    await writeFile("flags.csv", flagsCsv(rows));
    await writeFile("lists.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
    await writeFile(
      "fresh.jsonl",
      samples(200, "fresh")
        .map((row) => JSON.stringify(row))
        .join("\n"),
    );
    linear = await answer<Trained>("train", "cells.csv", "--label-separator", ";", "--output", "linear");
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });

  test("cells, lists and columns of 0 and 1 give the same model", async () => {
    assert.ok(linear.evaluation.metrics["f1-micro"]!.value > 0.9);
    assert.equal(linear.evaluation.task, "multi-label-text-classification");
    await answer("train", "lists.jsonl", "--label", "labels", "--multi-label", "--output", "from-lists");
    await answer("train", "flags.csv", "--labels", labels.join(","), "--output", "from-flags");
    await answer("data", "add", "flags.csv", "flags", "--labels", labels.join(","));
    await answer("data", "export", "flags", "exported.csv");
    assert.deepEqual(await readFile("exported.csv", "utf8"), await readFile("flags.csv", "utf8"));
    await answer("data", "export", "flags", "tasks.json"); // Label Studio's, where labels have one field
    const tasks = JSON.parse(await readFile("tasks.json", "utf8")) as readonly {
      readonly annotations: readonly {
        readonly result: readonly { readonly value: { readonly choices: unknown } }[];
      }[];
    }[];
    assert.deepEqual(
      tasks.map(({ annotations }) => annotations[0]!.result[0]!.value.choices),
      samples(600, "training").map((row) => row.labels),
    );
    await answer("train", "flags@v1", "--output", "from-version");
    const model = await readFile("linear/model.onnx");
    for (const other of ["from-lists", "from-flags", "from-version"])
      assert.deepEqual(await readFile(`${other}/model.onnx`), model);
  });

  for (const name of ["linear", "from-flags"])
    test(`the recipe in ${name} says how the labels stand in the file`, async () => {
      const file = name === "linear" ? "cells.csv" : "flags.csv";
      const again = await answer<Trained>("train", file, "--recipe", `${name}/recipe.yaml`, "--output", "again");
      assert.deepEqual(again.evaluation.metrics, linear.evaluation.metrics);
      assert.deepEqual(await readFile("again/recipe.yaml"), await readFile(`${name}/recipe.yaml`));
    });

  test("a network and the floor it has to beat", async () => {
    const { evaluation } = await answer<Trained>(
      ...["train", "cells.csv", "--label-separator", ";", "--recipe", "embedding-max-pool", "--output", "network"],
      ...["--set", "training.epochs=12", "--set", "training.optimiser.learningRate=0.02"],
    );
    const floor = await answer<Trained>(
      ...["train", "cells.csv", "--label-separator", ";", "--recipe", "majority", "--output", "floor"],
    );
    assert.ok(evaluation.metrics["f1-micro"]!.value > 0.9, `${evaluation.metrics["f1-micro"]!.value}`);
    assert.equal(floor.evaluation.metrics["f1-micro"]!.value, 0);
    assert.ok(Math.abs(floor.evaluation.metrics["roc-auc"]!.value - 0.5) < 1e-12);
  });

  test("evaluate and compare, on the rows held out and on fresh ones", async () => {
    const held = await answer<EvaluationReport>("evaluate", "linear", "cells.csv", "--part", "test");
    assert.deepEqual(held.metrics, linear.evaluation.metrics);
    const fresh = await runHere(["evaluate", "linear", "fresh.jsonl", "--label", "labels", "--resamples", "20"]);
    assert.match(fresh.stdout, /Evaluation of 200 examples, 3 labels, several a text\n[\s\S]*Subset accuracy/);
    const compared = await runHere([
      "compare",
      "floor",
      "linear",
      "fresh.jsonl",
      "--label",
      "labels",
      "--resamples",
      "20",
    ]);
    assert.match(compared.stdout, /linear is right more often|cells-logistic-regression is right more often/);
  });

  test("more than two bundles in one table, by micro F1", async () => {
    const fresh = ["fresh.jsonl", "--label", "labels", "--resamples", "20"];
    const table = await answer<ManyModelsReport>("compare", "floor", "linear", "network", ...fresh);
    assert.equal(table.decidedBy, "f1-micro");
    assert.equal(table.models.at(-1)!.metrics["f1-micro"]!.value, 0);
    assert.ok(
      table.pairs.every(({ b, differences }) => b !== "floor" || differences["f1-micro"]!.adjustedPValue < 0.01),
    );
    const shown = await runHere(["compare", "floor", "linear", ...fresh, "--table"]);
    assert.match(shown.stdout, /F1, micro, pair by pair[\s\S]*has a higher micro F1 than every other model/);
  });

  test("recipes are cross-validated, with thresholds that each fold chooses for itself", async () => {
    const line = ["cross-validate", "cells.csv", "--label-separator", ";", "--folds", "3", "--resamples", "20"];
    const report = await answer<CrossValidationReport>(
      ...[...line, "--compare-recipe", "majority", "--compare-recipe", "naive-bayes"],
      ...["--set", "threshold=f1", "--predictions", "answers.jsonl"],
    );
    const [model, floor, counting] = report.models;
    for (const learnt of [model!, counting!]) assert.ok(learnt.metrics["f1-micro"]!.value > 0.9);
    assert.ok(floor!.metrics["f1-micro"]!.value < 0.7);
    for (const fold of model!.folds) assert.deepEqual(Object.keys(fold.thresholds!).toSorted(), labels.toSorted());
    assert.notDeepEqual(model!.folds[0]!.thresholds, model!.folds[1]!.thresholds);
    const lines = (await readFile("answers.jsonl", "utf8")).trimEnd().split("\n");
    assert.equal(lines.length, 600);
    const [first] = lines.map((text) => JSON.parse(text) as { row: number; fold: number; labels: string[] });
    assert.ok(Array.isArray(first!.labels) && first!.fold >= 1 && first!.fold <= 3);
  });

  test("a learning curve is drawn of micro F1; of what says nothing here it is refused", async () => {
    const line = [
      "learning-curve",
      "flags.csv",
      "--labels",
      labels.join(","),
      "--repetitions",
      "1",
      "--resamples",
      "20",
    ];
    const report = await answer<SampleSizeReport>(...line, "--sizes", "0.1", "--sizes", "0.3", "--sizes", "1");
    assert.equal(report.metric, "f1-micro");
    const values = report.points.map(({ figure }) => figure.value);
    assert.ok(values[0]! < values[2]! && values[2]! > 0.9, `${values}`);
    assert.match(report.verdict, /points of micro F1/);
    const { stderr } = await runHere([...line, "--metric", "f1", "--quiet"]);
    assert.match(stderr, /\[evaluation\/curve-metric\]/);
  });

  test("a calibration says what it changed", async () => {
    const { before: was, after: is } = await answer<Record<"before" | "after", Record<string, number>>>(
      ...["calibrate", "linear", "fresh.jsonl", "--label", "labels", "--method", "platt", "--output", "calibrated"],
    );
    assert.deepEqual(Object.keys(was), ["expected-calibration-error", "brier", "log-loss", "accuracy"]);
    assert.ok(is["log-loss"]! < was["log-loss"]!, `${is["log-loss"]} after ${was["log-loss"]}`);
  });

  test("predict lists the labels, the likeliest first; the server answers the same", async () => {
    const bundle = await loadBundle("linear");
    const texts = ["a splendid courier with my parcel", "it was on"];
    const [several, none] = await bundle.predict(texts);
    await bundle.close();
    assert.deepEqual([...several!.prediction].toSorted(), ["delivery", "praise 👍"]);
    const [first, second] = several!.prediction as string[];
    assert.ok(several!.scores[first!]! >= several!.scores[second!]!);
    assert.deepEqual(none!.prediction, []);
    assert.deepEqual(Object.keys(several!), ["prediction", "scores"]);
    const shown = await runHere(["predict", "linear", ...texts]);
    assert.match(shown.stdout, /^(delivery|praise 👍) 0\.\d{4}, .*\n\(none\) +it was on\n$/);

    const server = await serve("linear", { port: 0, threads: 1 });
    try {
      const ask = async (body: unknown) =>
        (await fetch(`${server.url}/predict`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }).then((response) => response.json())) as Record<string, unknown>;
      const { model, ...one } = await ask({ text: texts[0] });
      assert.deepEqual(one, (await answer<object>("predict", "linear", texts[0]!)) && { ...several });
      assert.deepEqual((await ask({ texts }))["model"], model);
      const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
        components: { schemas: { PredictAnswer: { properties: { prediction: { type: string } } } } };
      };
      assert.equal(document.components.schemas.PredictAnswer.properties.prediction.type, "array");
    } finally {
      await server.close();
    }
  });

  test("what does not fit is refused: another task, a model for one label, labels that were never seen", async () => {
    const refused = async (words: string[], message: RegExp) => {
      const { status, stderr } = await runHere([...words, "--quiet"]);
      assert.notEqual(status, 0);
      assert.match(stderr, message);
    };
    await refused(["evaluate", "linear", "cells.csv", "--no-multi-label"], /\[actions\/other-task\]/);
    await writeFile("strange.csv", "text,label\nw,billing\nx,biling\n");
    await refused(["evaluate", "linear", "strange.csv"], /row 2.*"biling"[\s\S]*Did you mean "billing"/);
    await writeFile("empty.csv", "text,label\nw,\nx,\n");
    await refused(["train", "empty.csv", "--multi-label", "--output", "x"], /holds no label at all/);
  });

  test("a check and a cleaning read labels as flags or the version say; a review is refused", async () => {
    const rows = (await readFile("flags.csv", "utf8")).trimEnd().split("\n");
    const [text] = rows[1]!.split(",");
    await writeFile("copies.csv", `${[...rows, rows[1], `${text},1,1,1`, `${text},0,0,0`].join("\n")}\n`);
    const flags = ["--labels", labels.join(",")];
    interface Check {
      readonly findings: readonly { readonly code: string; readonly count: number; readonly command: string }[];
    }
    const only = ["--only", "duplicates", "--only", "imbalance"];
    const { findings } = await answer<Check>("data", "check", "copies.csv", ...flags, ...only);
    const conflicts = findings.find(({ code }) => code === "conflicting-labels")!;
    assert.equal(conflicts.count, 4);
    assert.match(
      conflicts.command,
      /^lexops data clean copies\.csv --labels '.*' --drop conflicting-labels --output NEW$/,
    );
    await answer("data", "add", "copies.csv", "copies", ...flags);
    const ofVersion = await answer<Check>("data", "check", "copies@v1", ...only);
    assert.deepEqual(
      ofVersion.findings.map(({ code, count }) => [code, count]),
      findings.map(({ code, count }) => [code, count]),
    );
    await answer("data", "clean", "copies.csv", ...flags, "--drop", "conflicting-labels", "--output", "apart.csv");
    assert.deepEqual((await readFile("apart.csv", "utf8")).trimEnd().split("\n"), [rows[0], ...rows.slice(2)]);
    for (const line of [
      ["data", "check", "copies.csv", ...flags, "--issues", "review.csv"],
      ["data", "clean", "copies@v1", "--relabel", "copies.csv"],
    ])
      assert.match((await runHere(line)).stderr, /\[quality\/several-labels-review\]/);
  });

  test("a label that no training row has is never given, and a notice says so", async () => {
    await writeFile("absent.csv", `${flagsCsv(samples(100, "absent")).replace(/^text/, "text")}`);
    const rows = (await readFile("absent.csv", "utf8")).trimEnd().split("\n");
    const content = rows.map((line, at) => `${line},${at === 0 ? "never" : 0}`).join("\n");
    await writeFile("absent.csv", `${content}\n`);
    const warnings: string[] = [];
    const { labels: known } = await train("absent.csv", {
      labels: [...labels, "never"],
      output: "absent",
      notice: (text) => warnings.push(text),
    });
    assert.ok(known.includes("never"));
    assert.ok(
      warnings.some((text) => /no training row has the label "never"/i.test(text)),
      warnings.join("\n"),
    );
    const bundle = await loadBundle("absent");
    const [{ scores }] = (await bundle.predict(["never"])) as unknown as [{ scores: Record<string, number> }];
    await bundle.close();
    assert.ok(scores["never"]! < 1e-30);
  });
});
