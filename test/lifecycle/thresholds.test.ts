/** @file Thresholds from the command line to the server: chosen, sealed, obeyed, told. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { type EvaluationReport, loadBundle, serve, type TrainResult, train } from "../../src/index.ts";
import { runHere } from "../cli/run-lexops.ts";

/** A tenth is spam, and the words that tell are shared now and then: probabilities stay below a half. */
function mails(count: number, seed: string): string {
  const random = createRandom(seed);
  const pick = (list: readonly string[]) => list[random.integer(list.length)]!;
  const lines = Array.from({ length: count }, (_, row) => {
    const spam = random.float() < 0.1;
    const words = Array.from({ length: 8 }, () => pick(["the", "meeting", "is", "on", "monday", "with", "all", "of"]));
    if (random.float() < (spam ? 0.9 : 0.08)) words.push(pick(["prize", "winner", "cheap"]));
    return `${words.join(" ")} ${row},${spam ? "spam" : "ham"}`;
  });
  return `text,label\n${lines.join("\n")}\n`;
}

describe("thresholds", () => {
  let folder = "";
  const home = process.cwd();
  const recipe = "logistic-regression-unigrams";
  let plain: TrainResult;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-thresholds-"));
    process.chdir(folder);
    await writeFile("mails.csv", mails(1500, "mails"));
    plain = await train("mails.csv", { recipe, output: "plain" });
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });
  const recall = ({ evaluation }: TrainResult) => evaluation!.metrics["recall"]!.value;

  test("are chosen out of fold where nothing was held out for validation", async () => {
    const moved = await train("mails.csv", { recipe, threshold: "f1", output: "f1" });
    assert.ok(moved.evaluation!.metrics["f1"]!.value > plain.evaluation!.metrics["f1"]!.value + 0.05);
    const { goal, source, thresholds } = moved.evaluation!.decision!;
    assert.deepEqual([goal, source, Object.keys(thresholds)], ["f1", "out-of-fold", ["spam"]]);
    assert.deepEqual(moved.evaluation!.metrics["roc-auc"], plain.evaluation!.metrics["roc-auc"]);
    const manifest = JSON.parse(await readFile("f1/bundle.json", "utf8"));
    assert.deepEqual(manifest.thresholds, thresholds);
    assert.equal("thresholds" in JSON.parse(await readFile("plain/bundle.json", "utf8")), false);
    assert.deepEqual(await readFile("f1/model.onnx"), await readFile("plain/model.onnx"));
  });

  test("are chosen on the validation set where there is one, for a wished recall", async () => {
    const found = await train("mails.csv", { recipe, validationSize: 0.3, threshold: "recall=0.85", output: "recall" });
    assert.equal(found.evaluation!.decision!.source, "validation");
    assert.ok(recall(found) > 0.75 && recall(found) > recall(plain));
  });

  test("decide what predict, the server and evaluate say", async () => {
    const texts = [
      "the meeting is on",
      "a prize",
      "winner of all the meeting on monday",
      "cheap with all of the prize",
    ];
    const usual = await loadBundle("plain");
    const before = await usual.predict(texts);
    await usual.close();
    const spamScores = before.map(({ scores }) => scores["spam"]!);
    const threshold = Number(Math.max(...spamScores.filter((score) => score < 0.5)).toFixed(4)) - 0.0001;
    await train("mails.csv", { recipe, threshold, output: "fixed" });
    const eager = await loadBundle("fixed");
    const moved = await eager.predict(texts);
    await eager.close();
    for (const [at, answer] of moved.entries()) {
      assert.equal(answer.prediction, answer.scores["spam"]! >= threshold ? "spam" : "ham");
      assert.ok(Math.abs(answer.scores["spam"]! - spamScores[at]!) < 1e-6);
      assert.equal("score" in answer && answer.score, answer.scores[answer.prediction as string]);
    }
    assert.ok(moved.some(({ prediction }, at) => prediction !== before[at]!.prediction));
    const server = await serve("fixed", { port: 0, threads: 1 });
    try {
      const response = await fetch(`${server.url}/predict`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text: texts[0] }),
      });
      assert.equal(((await response.json()) as { prediction: string }).prediction, moved[0]!.prediction);
      const metadata = (await (await fetch(`${server.url}/metadata`)).json()) as { thresholds: unknown };
      assert.deepEqual(metadata.thresholds, { spam: threshold });
    } finally {
      await server.close();
    }
    const { stdout } = await runHere(["evaluate", "fixed", "mails.csv", "--part", "test", "--json", "--quiet"]);
    const report = JSON.parse(stdout) as EvaluationReport;
    assert.deepEqual(report.decision, { goal: String(threshold), source: null, thresholds: { spam: threshold } });
    const spam = report.byClass.find(({ label }) => label === "spam")!;
    assert.ok(spam.recall > recall(plain));
    const shown = await runHere(["bundle", "show", "fixed"]);
    assert.match(shown.stdout, /Given from +spam 0\.\d{4}/);
  });

  test("the bundle's recipe makes the same thresholds again", async () => {
    await train("mails.csv", { recipe: "f1/recipe.yaml", output: "again" });
    const [first, second] = await Promise.all(
      ["f1", "again"].map(async (name) => JSON.parse(await readFile(`${name}/bundle.json`, "utf8")).thresholds),
    );
    assert.deepEqual(second, first);
  });

  test("goals that mean nothing, or decide about nothing, are refused before any training", async () => {
    const wrong = await runHere(["train", "mails.csv", "--threshold", "best", "--output", "x"]);
    assert.match(wrong.stderr, /--threshold cannot be "best": must be f1, precision=SHARE, recall=SHARE or a number/);
    await writeFile("three.csv", "text,label\na,x\nb,y\nc,z\nd,x\ne,y\nf,z\n");
    const three = await runHere(["train", "three.csv", "--threshold", "f1", "--output", "x"]);
    assert.match(three.stderr, /here texts have one of 3[\s\S]*\[evaluation\/threshold-labels\]/);
  });
});
