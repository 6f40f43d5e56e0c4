/** @file Bundles load in Python: onnxruntime gives the same probabilities, safetensors the same weights. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { sampleContents, sampleTexts } from "../../src/lifecycle/bundle/bundle.sample.ts";
import { countFeeds, sparseFeeds, tokenFeeds } from "../../src/lifecycle/bundle/feeds.ts";
import { openPredictor, writeBundle } from "../../src/lifecycle/bundle/index.ts";
import { writeSafetensors } from "../../src/lifecycle/safetensors/index.ts";
import { type EncodedTexts, textColumn } from "../../src/lifecycle/text/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-parity-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function feedsOf(encoded: EncodedTexts) {
  if (encoded.kind === "rows") return sparseFeeds(encoded.rows, 0, encoded.rows.rows);
  if (encoded.kind === "tokens") return tokenFeeds(encoded.tokens, sampleTexts.keys().toArray());
  return countFeeds(encoded.length);
}

test("Python's onnxruntime loads a bundle and gives the same probabilities", { skip: withoutPeers() }, async () => {
  const kinds = ["rows", "tokens", "none"] as const;
  const labels = ["a", "b", "c"];
  const expected = [];
  for (const kind of kinds) {
    const contents = await sampleContents(kind, labels);
    await writeBundle(path.join(folder, kind, "bundle"), contents);
    const encoded = contents.pipeline.transformBatch(sampleTexts);
    writeFileSync(path.join(folder, kind, "feeds.safetensors"), writeSafetensors(feedsOf(encoded)));
    const predictor = await openPredictor(contents, { threads: 1 });
    expected.push({ contents, scores: await predictor.score(textColumn(sampleTexts)) });
    await predictor.close();
  }
  const script = path.join(import.meta.dirname, "bundle.py");
  const output = await runPeer(
    script,
    kinds.map((kind) => path.join(folder, kind)),
  );
  const answers = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(answers.length, kinds.length);
  for (const [index, { contents, scores }] of expected.entries()) {
    const answer = answers[index];
    assert.deepEqual(answer.labels, labels);
    assert.deepEqual([answer.digestsMatch, answer.logitsAreFinite], [true, true]);
    assert.deepEqual(answer.shape, [sampleTexts.length, labels.length]);
    for (const [place, score] of scores.entries())
      assert.ok(Math.abs(answer.probabilities[place] - score) < 1e-6, `${contents.name} ${place}`);
    for (const [name, { shape, data }] of Object.entries(contents.weights)) {
      const [type, peerShape, sum] = answer.weights[name];
      assert.deepEqual([type, peerShape], ["float32", shape]);
      assert.ok(Math.abs(sum - data.reduce((total, value) => total + value, 0)) < 1e-9, name);
    }
  }
});
