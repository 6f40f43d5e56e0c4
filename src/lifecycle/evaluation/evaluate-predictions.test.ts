import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ProgressEvent } from "../../foundation/index.ts";
import { computeMetric, scoredRows } from "../metrics/index.ts";
import { textColumn } from "../text/index.ts";
import { evaluatePredictions } from "./evaluate-predictions.ts";
import { evaluationConfig } from "./evaluation.config.ts";
import { sampleInput } from "./sample-input.sample.ts";

const two = ["complaint", "praise"];
const three = ["complaint", "praise", "question"];
const config = evaluationConfig.parse({ resamples: 200 });
const options = { seed: 3 };

describe("an evaluation", () => {
  test("is a plain JSON value, and the same again for the same seed", async () => {
    const input = await sampleInput(400, three);
    const report = await evaluatePredictions(input, config, options);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.deepEqual(await evaluatePredictions(input, config, options), report);
    const other = await evaluatePredictions(input, config, { seed: 4 });
    assert.notDeepEqual(other.metrics["accuracy"], report.metrics["accuracy"]);
  });

  test("its figures are the metrics', inside their intervals", async () => {
    for (const labels of [two, three]) {
      const input = await sampleInput(400, labels);
      const report = await evaluatePredictions(input, config, options);
      const rows = scoredRows({ ...input, classes: labels.length });
      for (const [name, { value, low, high }] of Object.entries(report.metrics)) {
        assert.equal(value, computeMetric(name, rows), name);
        // The calibration error is biased upwards in resamples, so its interval may lie above it.
        if (name !== "expected-calibration-error") assert.ok(low! <= value && value <= high!, name);
      }
      assert.ok(Object.keys(report.metrics).length >= (labels.length === 2 ? 21 : 25));
    }
  });

  test("without resamples there are figures without intervals", async () => {
    const { metrics, slices } = await evaluatePredictions(
      await sampleInput(50, two),
      { ...config, resamples: 0 },
      options,
    );
    assert.deepEqual([metrics["f1"]!.low, metrics["f1"]!.high], [null, null]);
    assert.deepEqual([slices[0]!.metrics["f1"]!.low, slices[0]!.metrics["f1"]!.high], [null, null]);
  });

  test("the positive label decides precision, recall and curves", async () => {
    const input = await sampleInput(200, two);
    const last = await evaluatePredictions(input, config, options);
    const first = await evaluatePredictions(input, { ...config, positiveLabel: "complaint" }, options);
    assert.equal(last.positiveLabel, "praise");
    assert.equal(first.positiveLabel, "complaint");
    assert.equal(first.metrics["recall"]!.value, last.byClass[0]!.recall);
    assert.deepEqual(
      first.curves.map(({ label }) => label),
      ["complaint"],
    );
    assert.equal(first.metrics["roc-auc"]!.value.toFixed(9), first.curves[0]!.rocAuc.toFixed(9));
  });

  test("what is not defined says why instead of having a value", async () => {
    const input = await sampleInput(30, two);
    const onlyPraise = await evaluatePredictions({ ...input, labelIds: new Int32Array(30).fill(1) }, config, options);
    assert.equal(onlyPraise.metrics["roc-auc"], undefined);
    assert.match(onlyPraise.undefinedMetrics["roc-auc"]!, /Every example has the label "praise"/);
    assert.deepEqual(onlyPraise.curves, []);
    assert.equal(onlyPraise.byClass[0]!.rocAuc, null);
  });

  test("every example is in one slice of each column, and nothing is left out", async () => {
    const input = await sampleInput(300, three);
    const many = Array.from({ length: 300 }, (_, row) => `value ${row % 40}`);
    const { slices } = await evaluatePredictions(
      { ...input, sliceColumns: { ...input.sliceColumns, many } },
      config,
      options,
    );
    const rowsOf = (column: string) => slices.filter((slice) => slice.column === column);
    for (const column of ["length", "channel", "many"])
      assert.equal(
        rowsOf(column).reduce((sum, { rows }) => sum + rows, 0),
        300,
        column,
      );
    assert.deepEqual(
      rowsOf("channel").map(({ value }) => value),
      ["web", "post", "(empty)"],
    );
    assert.equal(rowsOf("many").length, 20);
    assert.equal(rowsOf("many").at(-1)!.value, "(21 other values)");
    assert.equal(rowsOf("length").length, 4);
  });

  test("the confusion matrix, its sums and the report by label agree", async () => {
    const { confusionMatrix, byClass, rows } = await evaluatePredictions(
      await sampleInput(300, three),
      config,
      options,
    );
    byClass.forEach(({ support, predicted, recall }, id) => {
      assert.equal(
        confusionMatrix[id]!.reduce((sum, count) => sum + count, 0),
        support,
      );
      assert.equal(
        confusionMatrix.reduce((sum, row) => sum + row[id]!, 0),
        predicted,
      );
      assert.equal(recall, confusionMatrix[id]![id]! / support);
    });
    assert.equal(
      confusionMatrix.flat().reduce((sum, count) => sum + count, 0),
      rows,
    );
  });

  test("curves have at most 200 points, from corner to corner", async () => {
    const { curves } = await evaluatePredictions(await sampleInput(2000, two), { ...config, resamples: 0 }, options);
    const [{ roc, precisionRecall }] = curves as [(typeof curves)[0]];
    for (const curve of [roc, precisionRecall]) assert.ok(curve.length <= 200 && curve.length > 10, `${curve.length}`);
    assert.deepEqual(
      [roc[0], roc.at(-1)],
      [
        [0, 0],
        [1, 1],
      ],
    );
    assert.deepEqual([precisionRecall[0], precisionRecall.at(-1)![0]], [[0, 1], 1]);
  });

  test("the surest mistakes come first, with the words that led to them", async () => {
    const input = await sampleInput(300, two);
    const { worstMistakes } = await evaluatePredictions(input, { ...config, worstMistakes: 5 }, options);
    assert.equal(worstMistakes.length, 5);
    worstMistakes.forEach((mistake, index) => {
      assert.notEqual(mistake.label, mistake.prediction);
      assert.ok(index === 0 || mistake.labelScore >= worstMistakes[index - 1]!.labelScore);
      const [strongest] = mistake.words.toSorted((left, right) => right.influence - left.influence);
      const word = mistake.excerpt.slice(strongest!.start, strongest!.end);
      const known = { praise: ["splendid", "warm", "lovely"], complaint: ["dull", "broken", "late"] };
      assert.ok(known[mistake.prediction as keyof typeof known].includes(word), word);
      assert.ok(strongest!.influence >= 0.99, `${strongest!.influence}`);
    });
  });

  test("without a model at hand the mistakes are listed without words", async () => {
    const input = await sampleInput(100, two);
    const { worstMistakes } = await evaluatePredictions({ ...input, predictor: undefined }, config, options);
    assert.ok(worstMistakes.length > 0 && worstMistakes.every(({ words }) => words.length === 0));
  });

  test("tells how far it is", async () => {
    const events: ProgressEvent[] = [];
    await evaluatePredictions(await sampleInput(100, two), config, {
      ...options,
      progress: (event) => events.push(event),
    });
    assert.deepEqual(
      new Set(events.map(({ task }) => task)),
      new Set(["Resampling", "Measuring slices", "Counting terms", "Telling languages", "Weighing words"]),
    );
    assert.ok(events.every(({ done, total }) => done <= total!));
  });

  test("can be cancelled", async () => {
    const signal = AbortSignal.abort();
    const running = evaluatePredictions(
      await sampleInput(3000, two),
      { ...config, resamples: 5000 },
      { ...options, signal },
    );
    await assert.rejects(running, { code: "foundation/cancelled" });
  });
});

describe("an evaluation refuses", () => {
  const cases = [
    ["no examples", { labelIds: new Int32Array(0), texts: textColumn([]) }, {}, "evaluation/no-examples"],
    ["fewer texts than labels", { texts: textColumn(["one"]) }, {}, "evaluation/uneven-input"],
    ["a short slice column", { sliceColumns: { channel: ["web"] } }, {}, "evaluation/uneven-input"],
    ["an unknown positive label", {}, { positiveLabel: "prais" }, "evaluation/unknown-positive-label"],
    ["something else as training history", { history: { loss: [1] } }, {}, "foundation/invalid-config"],
    ["probabilities that are none", { probabilities: new Float32Array(40).fill(7) }, {}, "metrics/invalid-predictions"],
  ] as const;
  for (const [what, input, settings, code] of cases)
    test(what, async () => {
      const sample = await sampleInput(20, two);
      await assert.rejects(evaluatePredictions({ ...sample, ...input }, { ...config, ...settings }, options), { code });
    });
});
