import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { GraphBuilder, softmax } from "../../numeric/graph/index.ts";
import { decodeModel, encodeModel } from "../../numeric/onnx/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { applyCalibration } from "./apply-calibration.ts";
import { type Calibration, calibrateModel, fitCalibration, type Link, uncalibratedProbabilities } from "./index.ts";
import { fitIsotonic } from "./isotonic.ts";
import { fitPlatt } from "./platt.ts";

/** Logits three times as sure as they may be, and what came true. */
function sureLogits(link: Link, rows: number) {
  const random = createRandom(`calibration ${link}`);
  const labels = link === "binary" ? 2 : 4;
  const honest = Float32Array.from({ length: rows * labels }, (_, index) =>
    link === "binary" && index % 2 === 0 ? 0 : 2 * random.normal(),
  );
  const probabilities = uncalibratedProbabilities(honest, labels, link);
  const truths = new Uint8Array(honest.length);
  for (let start = 0; start < honest.length; start += labels) {
    if (link === "label-sets")
      for (let label = start; label < start + labels; label++)
        truths[label] = random.float() < probabilities[label]! ? 1 : 0;
    else {
      let left = random.float();
      let label = 0;
      while (label < labels - 1 && left >= probabilities[start + label]!) left -= probabilities[start + label++]!;
      truths[start + label] = 1;
    }
  }
  return { link, labels, logits: honest.map((logit) => 3 * logit), truths };
}

/** A model whose logits are its input. */
function bareModel(labels: number): Uint8Array {
  const graph = new GraphBuilder();
  const scores = graph.input("scores", "float32", ["batch", labels]);
  graph.output("logits", scores);
  graph.output("probabilities", softmax(scores));
  return encodeModel(graph);
}

function brier(probabilities: Float32Array, truths: Uint8Array): number {
  return probabilities.reduce((sum, p, index) => sum + (p - truths[index]!) ** 2, 0) / truths.length;
}

async function graphProbabilities(onnx: Uint8Array, logits: Float32Array, labels: number): Promise<Float32Array> {
  const session = await createSession(onnx);
  const shape = [logits.length / labels, labels];
  const { probabilities, logits: same } = await session.run({ scores: { type: "float32", shape, data: logits } });
  await session.release();
  assert.deepEqual(same!.data, logits);
  return probabilities!.data as Float32Array;
}

for (const link of ["binary", "softmax", "one-vs-rest", "label-sets"] as const)
  for (const method of ["platt", "isotonic", "temperature"] as const)
    describe(`${method}, ${link}`, () => {
      const held = sureLogits(link, 3000);
      const { labels, logits, truths } = held;
      const calibration = fitCalibration(method, held);

      test("takes over-confidence away", () => {
        const before = brier(uncalibratedProbabilities(logits, labels, link), truths);
        assert.ok(brier(applyCalibration(calibration, logits, labels), truths) < 0.97 * before);
        if (calibration.method === "temperature" && link !== "one-vs-rest")
          assert.ok(Math.abs(calibration.temperature - 3) < 0.3, String(calibration.temperature));
      });

      test("the graph's stage says what the functions say; a second one replaces the first", async () => {
        const random = createRandom("beyond");
        const beyond = Float32Array.from({ length: 40 * labels }, () => 30 * random.normal());
        const asked = Float32Array.of(...logits.subarray(0, 200 * labels), ...beyond);
        if (link === "binary") for (let index = 0; index < asked.length; index += 2) asked[index] = 0;
        const once = calibrateModel(bareModel(labels), calibration, labels);
        const expected = applyCalibration(calibration, asked, labels);
        const said = await graphProbabilities(once, asked, labels);
        for (const [index, p] of expected.entries())
          assert.ok(Math.abs(said[index]! - p) < 2e-5, `${index}: ${said[index]} for ${p}`);
        const other: Calibration = { method: "temperature", link, temperature: 2 };
        const twice = calibrateModel(calibrateModel(bareModel(labels), other, labels), calibration, labels);
        assert.deepEqual(await graphProbabilities(twice, asked, labels), said);
        assert.equal(decodeModel(twice).nodes.length, decodeModel(once).nodes.length);
      });

      test("survives JSON with the same bits", () => {
        const read = JSON.parse(JSON.stringify(calibration)) as Calibration;
        assert.deepEqual(
          calibrateModel(bareModel(labels), read, labels),
          calibrateModel(bareModel(labels), calibration, labels),
        );
      });
    });

test("isotonic: violators are pooled, flats keep their ends, equal scores are one point", () => {
  const rising = fitIsotonic(Float64Array.of(1, 2, 3, 3, 4, 5), Uint8Array.of(0, 1, 0, 1, 0, 1));
  assert.deepEqual(rising, { x: [1, 2, 4, 5], y: [0, 0.5, 0.5, 1] });
});

test("Platt: one class only gives a finite sigmoid; nothing to fit to is refused", () => {
  const { slope, intercept } = fitPlatt(Float64Array.of(1, 2, 3), new Uint8Array(3));
  assert.ok(Number.isFinite(slope) && Number.isFinite(intercept));
  const empty = { labels: 2, link: "binary" as const, truths: new Uint8Array(0) };
  assert.throws(() => fitCalibration("platt", { ...empty, logits: new Float32Array(0) }), {
    code: "calibration/unscored-rows",
  });
});
