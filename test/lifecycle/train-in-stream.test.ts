/** @file Training in a stream, from a file to a sealed bundle: as good as in memory, made again, refused, interrupted. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { createRandom } from "../../src/foundation/index.ts";
import { type TrainResult, train } from "../../src/index.ts";
import { sampleReviews, startLexops } from "../cli/run-lexops.ts";

/** Five labels, told by words that others have now and then. */
function messages(count: number): string {
  const random = createRandom("messages");
  const lines = Array.from({ length: count }, (_, row) => {
    const label = random.integer(5);
    const word = () =>
      random.integer(4) === 0
        ? `about${random.integer(6) === 0 ? random.integer(5) : label}`
        : `w${random.integer(900)}`;
    return `${Array.from({ length: 12 }, word).join(" ")} ${row},kind ${label},${row % 2 === 0 ? "web" : "mail"}`;
  });
  return `text,label,source\n${lines.join("\n")}\n`;
}

describe("training in a stream", () => {
  let folder = "";
  const home = process.cwd();
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-train-in-stream-"));
    process.chdir(folder);
    await writeFile("messages.csv", messages(6000));
    await writeFile("reviews.csv", sampleReviews(300));
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });
  const quick = ["evaluation.resamples=100", "evaluation.worstMistakes=3"];
  const accuracy = ({ evaluation }: TrainResult) => evaluation!.metrics["accuracy"]!.value;

  for (const recipe of ["fast-text", "hashing-logistic-regression"])
    test(`${recipe}: the bundle is as good as from memory, and its recipe makes it again`, async () => {
      const set = [...quick, ...(recipe === "fast-text" ? ["training.deterministic=true"] : [])];
      const inMemory = await train("messages.csv", { recipe, orderIndependent: true, set, output: `${recipe}-memory` });
      const streamed = await train("messages.csv", {
        ...{ recipe, stream: true, output: recipe },
        set: [...set, 'evaluation.sliceColumns=["source"]'],
      });
      assert.deepEqual(streamed.data, inMemory.data);
      assert.ok(accuracy(streamed) > 0.85, `${accuracy(streamed)}`);
      assert.ok(Math.abs(accuracy(streamed) - accuracy(inMemory)) < 0.02);
      assert.ok(streamed.evaluation!.slices.some(({ column, value }) => column === "source" && value === "web"));
      assert.match(await readFile(`${recipe}/recipe.yaml`, "utf8"), /^stream: true$/m);
      assert.equal(JSON.parse(await readFile(`${recipe}/bundle.json`, "utf8")).lineage.streamed, true);
      const again = await train("messages.csv", { recipe: `${recipe}/recipe.yaml`, output: `${recipe}-again` });
      assert.deepEqual(await readFile(`${recipe}-again/model.onnx`), await readFile(`${recipe}/model.onnx`));
      assert.deepEqual(again.evaluation, streamed.evaluation);
    });

  test("nothing held out, a probability as threshold and a size are obeyed", async () => {
    const whole = await train("messages.csv", {
      ...{ recipe: "fast-text", stream: true, testSize: 0, maxSize: "200kB", set: quick, output: "small" },
    });
    assert.deepEqual([whole.data.train, whole.data.test, whole.evaluation], [6000, 0, null]);
    assert.ok(whole.shrunk!.sizeBytes <= 200_000);
    const moved = await train("reviews.csv", {
      ...{ recipe: "hashing-logistic-regression", stream: true, threshold: 0.7, set: quick, output: "moved" },
    });
    assert.equal(moved.evaluation!.decision!.goal, "0.7");
  });

  test("what needs all rows at once is refused with what to do, before anything is read", async () => {
    const refused: Record<string, [Parameters<typeof train>[1], RegExp]> = {
      recipe: [{ recipe: "logistic-regression" }, /--recipe fast-text or --recipe hashing-logistic-regression/],
      baseline: [{ recipe: "auto-baseline" }, /name the best recipe/],
      resume: [{ recipe: "fast-text", resume: true }, /start over without it/],
      labels: [{ recipe: "fast-text", multiLabel: true }, /one label/],
      groups: [{ recipe: "fast-text", splitMethod: "group", splitColumn: "source" }, /--split-method random/],
      time: [{ recipe: "fast-text", splitMethod: "time", splitColumn: "source" }, /lexops data split/],
      validation: [{ recipe: "fast-text", validationSize: 0.1 }, /--validation-size 0/],
      calibration: [{ recipe: "fast-text", calibration: "platt" }, /lexops calibrate/],
      threshold: [{ recipe: "fast-text", threshold: "f1" }, /--threshold 0\.5/],
      vectors: [{ recipe: "fast-text", vectors: "absent.vec" }, /leave them out/],
    };
    for (const [name, [options, remedy]] of Object.entries(refused))
      await assert.rejects(
        train("messages.csv", { ...options, stream: true, output: "refused" }),
        { code: "training/not-streamable", remedy },
        name,
      );
    assert.ok(!(await readdir(".")).includes("refused"));
  });

  test("Ctrl-C leaves neither a bundle nor a temporary file", async () => {
    await mkdir("temporary");
    const words = ["train", "messages.csv", "--recipe", "fast-text", "--stream", "--set", "training.epochs=2000"];
    const { child, finished } = startLexops([...words, "--output", "cut"], {
      cwd: folder,
      env: { TMPDIR: path.join(folder, "temporary") },
    });
    const folders = async () => (await readdir("temporary")).filter((name) => name.startsWith("lexops-"));
    const isStored = async () => {
      const [name] = await folders();
      return name !== undefined && (await readdir(path.join("temporary", name))).length > 0;
    };
    while (child.exitCode === null && !(await isStored())) await setTimeout(5);
    child.kill("SIGINT");
    const { status, stderr } = await finished;
    assert.equal(status, 130, stderr);
    assert.deepEqual(await folders(), []);
    assert.deepEqual(
      (await readdir(".")).filter((name) => name.startsWith("cut")),
      [],
    );
  });
});
