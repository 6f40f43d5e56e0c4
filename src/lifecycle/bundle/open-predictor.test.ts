import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { CancelledError, createRandom, type ProgressEvent } from "../../foundation/index.ts";
import { textColumn } from "../text/index.ts";
import { sampleContents, sampleTexts } from "./bundle.sample.ts";
import { GraphMismatchError, PredictorClosedError } from "./errors.ts";
import { loadBundle, openPredictor } from "./open-predictor.ts";
import type { LabelPrediction } from "./predictor.ts";
import { writeBundle } from "./write-bundle.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-bundle-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Texts of many lengths, in no order. */
function manyTexts(count: number): string[] {
  const random = createRandom(3);
  const words = sampleTexts.join(" ").split(/\W+/);
  return Array.from({ length: count }, () =>
    Array.from({ length: random.integer(60) }, () => words[random.integer(words.length)]).join(" "),
  );
}

for (const kind of ["rows", "tokens", "none"] as const)
  describe(`a model over ${kind}`, async () => {
    const contents = await sampleContents(kind);
    await writeBundle(path.join(folder, kind), contents);
    const opened = await openPredictor(contents, { threads: 2 });
    const loaded = await loadBundle(path.join(folder, kind), { threads: 1 });
    after(() => Promise.all([opened.close(), loaded.close()]));

    test("alone in its batch a text gets the same bits everywhere", async () => {
      for (const text of sampleTexts) {
        const [answer] = (await opened.predict([text])) as readonly LabelPrediction[];
        assert.deepEqual(await loaded.predict([text]), [answer]);
        const column = await loaded.score(textColumn([text]));
        assert.deepEqual([...column], Object.values(answer!.scores));
        assert.equal(answer!.score, Math.max(...column));
        assert.equal(answer!.scores[answer!.prediction], answer!.score);
      }
    });

    test("what shares its batch changes a score by less than 1e-6, and the order is kept", async () => {
      const texts = [...manyTexts(700), ...sampleTexts];
      const events: ProgressEvent[] = [];
      const scores = await opened.score(textColumn(texts), { progress: (event) => events.push(event) });
      assert.equal(scores.length, texts.length * 2);
      const batch = await loaded.predict(texts);
      for (let row = 0; row < texts.length; row += 37) {
        const [alone] = await opened.predict([texts[row]!]);
        assert.ok(Math.abs(scores[row * 2 + 1]! - alone!.scores["good"]!) < 1e-6);
        assert.ok(Math.abs(batch[row]!.scores["good"]! - alone!.scores["good"]!) < 1e-6);
      }
      const scoring = events.filter(({ task }) => task === "Scoring");
      assert.deepEqual(scoring.at(-1), {
        task: "Scoring",
        done: texts.length,
        total: texts.length,
        unit: "texts",
        finished: true,
      });
    });

    test("no text at all is fine, and so are labels of any name", async () => {
      assert.deepEqual(await opened.predict([]), []);
      assert.deepEqual(await opened.score(textColumn([])), new Float32Array());
      const odd = await openPredictor(await sampleContents(kind, ["__proto__", "1", "b"]), { threads: 1 });
      const [answer] = await odd.predict(["fine"]);
      assert.deepEqual(Object.keys(answer!.scores).toSorted(), ["1", "__proto__", "b"]);
      await odd.close();
    });

    test("scoring stops when it is told to", async () => {
      const aborted = AbortSignal.abort();
      await assert.rejects(opened.score(textColumn(sampleTexts), { signal: aborted }), CancelledError);
      const controller = new AbortController();
      const work = loaded.score(textColumn(manyTexts(6000)), {
        signal: controller.signal,
        progress: ({ task }) => task === "Scoring" && controller.abort(),
      });
      // Models that look at no text are done in one run.
      if (kind === "none") assert.equal((await work).length, 12_000);
      else await assert.rejects(work, CancelledError);
      assert.equal((await loaded.predict(["fine"])).length, 1);
    });

    test("closing finishes what runs and refuses what comes later", async () => {
      const other = await openPredictor(contents, { threads: 1 });
      const running = other.predict(["fine"]);
      await Promise.all([other.close(), other.close()]);
      assert.deepEqual(await running, await opened.predict(["fine"]));
      await assert.rejects(other.predict(["fine"]), PredictorClosedError);
    });
  });

test("a graph that does not fit its pipeline or its labels is refused", async () => {
  const [rows, tokens] = [await sampleContents("rows"), await sampleContents("tokens")];
  await assert.rejects(openPredictor({ ...rows, onnx: tokens.onnx }), GraphMismatchError);
  await assert.rejects(openPredictor({ ...tokens, onnx: rows.onnx }), { code: "bundle/graph-mismatch" });
  const three = await openPredictor({ ...rows, labels: ["a", "b", "c"] });
  await assert.rejects(three.predict(["fine"]), GraphMismatchError);
  await three.close();
});

test("loading and closing a bundle 200 times keeps no memory", async () => {
  const target = path.join(folder, "rows");
  const cycle = async () => {
    const bundle = await loadBundle(target);
    await bundle.predict(["fine"]);
    await bundle.close();
  };
  const resident = () => process.memoryUsage().rss / 1e6;
  for (let round = 0; round < 50; round++) await cycle();
  const before = resident();
  for (let round = 0; round < 200; round++) await cycle();
  assert.ok(resident() - before < 40, `${before} MB before, ${resident()} MB after`);
});
