import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { textColumn } from "../text/index.ts";
import { ngramIdsConfig } from "../text/ngram-ids.config.ts";
import { type FastTextStreamSettings, streamFastText, type TextBlock, withPredictor } from "./index.ts";
import { onlineConfig } from "./online.config.ts";

const LABELS = ["c", "a", "b"];
const random = createRandom("stream");
const rows = Array.from({ length: 2000 }, () => {
  const label = LABELS[random.integer(3)]!;
  const word = () => (random.integer(5) === 0 ? `telling-${label}${random.integer(9)}` : `word${random.integer(500)}`);
  return { label, text: Array.from({ length: 5 + random.integer(20) }, word).join(" ") };
});

async function* blocks(size = 150, some = rows): AsyncGenerator<TextBlock> {
  for (let from = 0; from < some.length; from += size) {
    const block = some.slice(from, from + size);
    yield { texts: textColumn(block.map(({ text }) => text)), labels: block.map(({ label }) => label) };
  }
}

const settings = (training: object = {}): FastTextStreamSettings => ({
  text: ngramIdsConfig.parse({ type: "ngram-ids/v1", buckets: 20_000, characterNgrams: [3, 4] }),
  model: { type: "fast-text/v1", width: 8 },
  training: onlineConfig.parse({ type: "online/v1", learningRate: 0.5, epochs: 8, ...training }),
  seed: 3,
  threads: 2,
});

describe("streamed training", () => {
  let temporaryFolder = "";
  before(async () => {
    temporaryFolder = await mkdtemp(path.join(tmpdir(), "lexops-stream-test-"));
  });
  after(() => rm(temporaryFolder, { recursive: true }));
  const isEmpty = async () => assert.deepEqual(await readdir(temporaryFolder), []);

  test("learns as from memory, with labels in order, and leaves no file behind", async () => {
    const fitted = await streamFastText(settings(), blocks(), { temporaryFolder });
    assert.deepEqual(fitted.labels, ["a", "b", "c"]);
    const losses = fitted.model.history.epochs.map(({ metrics }) => metrics["loss"]!);
    assert.ok(losses.at(-1)! < losses[0]! / 2);
    const scores = await withPredictor(fitted, 1, (predictor) =>
      predictor.score(textColumn(rows.map(({ text }) => text))),
    );
    const right = rows.filter(({ label }, row) => {
      const own = [...scores.subarray(row * 3, row * 3 + 3)];
      return fitted.labels[own.indexOf(Math.max(...own))] === label;
    });
    assert.ok(right.length / rows.length > 0.95, `${right.length / rows.length}`);
    await isEmpty();
  });

  test("gives the same bits in one thread", async () => {
    const train = async () => (await streamFastText(settings({ deterministic: true }), blocks())).model.onnx;
    assert.deepEqual(await train(), await train());
  });

  test("one label, a wild learning rate and a cancellation are told, and leave nothing", async () => {
    const one = rows.map((row) => ({ ...row, label: "a" }));
    await assert.rejects(streamFastText(settings(), blocks(150, one), { temporaryFolder }), {
      code: "training/too-little-data",
    });
    await assert.rejects(streamFastText(settings({ learningRate: 1e30 }), blocks(), { temporaryFolder }), {
      code: "training/diverged",
    });
    const signal = AbortSignal.abort();
    await assert.rejects(streamFastText(settings(), blocks(), { temporaryFolder, signal }), {
      code: "foundation/cancelled",
    });
    await isEmpty();
  });
});
