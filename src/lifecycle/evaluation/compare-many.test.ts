import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelIndicators, labelSets } from "../labels/index.ts";
import { compareMany } from "./compare-many.ts";
import { comparePredictions } from "./compare-predictions.ts";
import { evaluationConfig } from "./evaluation.config.ts";
import { sampleInput } from "./sample-input.sample.ts";
import { renderModelTable } from "./terminal/render-model-table.ts";

const labels = ["complaint", "praise"];
const config = evaluationConfig.parse({ resamples: 200 });
const options = { seed: 5 };

/** The sample's model, one as good, and one that guesses on every second example. */
async function three(rows: number) {
  const { labelIds, probabilities } = await sampleInput(rows, labels);
  const guessing = probabilities.map((value, index) =>
    (index >> 1) % 2 === 0 ? (index % 2 === 0 ? 0.9 : 0.1) : value,
  );
  const like = probabilities.map((value) => value * 0.98 + 0.01);
  return {
    labels,
    labelIds,
    models: [
      { name: "guessing", probabilities: guessing },
      { name: "good", probabilities },
      { name: "like it", probabilities: like },
    ],
  };
}

describe("a comparison of many models", () => {
  test("puts the best first and finds who is worse, not who is as good", async () => {
    const input = await three(600);
    const report = await compareMany(input, config, options);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.deepEqual(await compareMany(input, config, options), report);
    assert.equal(report.models.at(-1)!.name, "guessing");
    assert.equal(report.pairs.length, 3);
    const pair = (a: string, b: string) => report.pairs.find((found) => found.a === a && found.b === b)!;
    const twins = pair("good", "like it").differences["accuracy"]!;
    assert.deepEqual([twins.value, twins.low, twins.high, twins.pValue, twins.adjustedPValue], [0, 0, 0, 1, 1]);
    const worse = pair("good", "guessing").differences["accuracy"]!;
    assert.ok(worse.high! < 0 && worse.adjustedPValue < 0.01 && worse.adjustedPValue >= worse.pValue);
    assert.match(report.verdict, /^good comes first and is right more often than guessing; against like it nothing/);
  });

  test("its differences are those of a comparison of the two alone", async () => {
    const input = await three(200);
    const [, a, b] = input.models;
    const table = await compareMany({ ...input, models: [a!, b!] }, config, options);
    const two = await comparePredictions(
      { labelIds: input.labelIds, a: { ...a!, labels }, b: { ...b!, labels } },
      config,
      options,
    );
    for (const [name, { value, low, high }] of Object.entries(table.pairs[0]!.differences))
      assert.deepEqual({ value, low, high }, two.metrics[name]!.difference, name);
  });

  test("is a table that fits the terminal", async () => {
    const report = await compareMany(await three(300), config, options);
    for (const width of [40, 80, 120]) {
      const text = renderModelTable(report, { width, color: false });
      for (const line of text.split("\n")) assert.ok(line.length <= width, line);
    }
    assert.match(renderModelTable(report, { width: 120, color: false }), /guessing +good|good +guessing/);
  });

  test("one model alone is refused", async () => {
    const { models, ...rest } = await three(20);
    await assert.rejects(compareMany({ ...rest, models: models.slice(0, 1) }, config, options), {
      code: "evaluation/too-few-models",
    });
  });

  test("texts with several labels: ranked by micro F1, with the differences of a comparison of two", async () => {
    const random = createRandom("several labels");
    const sets = labelSets(
      Array.from({ length: 300 }, () => [0, 1, 2].filter((label) => random.float() < 0.5 / (label + 1))),
    );
    const indicators = labelIndicators(sets, 3);
    const answers = (noise: number) =>
      Float32Array.from(indicators, (own) => (random.float() < noise ? random.float() : own * 0.8 + 0.1));
    const truth = { labels: ["a", "b", "c"], labelIds: new Int32Array(300), labelSets: sets };
    const models = [
      { name: "noisy", probabilities: answers(0.7) },
      { name: "good", probabilities: answers(0.1), thresholds: { a: 0.4 } },
      { name: "fair", probabilities: answers(0.3) },
    ];
    const report = await compareMany({ ...truth, models }, config, options);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.deepEqual(
      report.models.map(({ name }) => name),
      ["good", "fair", "noisy"],
    );
    assert.deepEqual(Object.keys(report.models[0]!.metrics), ["f1-micro", "f1-macro", "accuracy", "hamming-loss"]);
    const [good, fair] = [models[1]!, models[2]!];
    const two = await comparePredictions(
      {
        ...truth,
        a: { ...good, labels: truth.labels },
        b: { ...fair, labels: truth.labels },
      },
      config,
      options,
    );
    for (const [name, { value, low, high }] of Object.entries(report.pairs[0]!.differences))
      assert.deepEqual({ value, low, high }, two.metrics[name]!.difference, name);
    assert.match(report.verdict, /^good has a higher micro F1 than every other model/);
    for (const width of [40, 80]) {
      const text = renderModelTable(report, { width, color: false });
      for (const line of text.split("\n")) assert.ok(line.length <= width, line);
      assert.match(text, /\n {2}good {3,}0\.9\d{3} /);
    }
  });
});
