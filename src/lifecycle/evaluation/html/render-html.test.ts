import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { evaluatePredictions } from "../evaluate-predictions.ts";
import { evaluationConfig } from "../evaluation.config.ts";
import type { EvaluationReport } from "../report.ts";
import { sampleInput } from "../sample-input.sample.ts";
import { roundAxis } from "./chart.ts";
import { renderHtml } from "./render-html.ts";

const config = evaluationConfig.parse({ resamples: 50 });
const attack = `<img src=x onerror="alert(1)">'&\u0000`;

describe("the report as a page", () => {
  let report: EvaluationReport;
  before(async () => {
    report = await evaluatePredictions(await sampleInput(200, ["complaint", "praise"]), config, { seed: 1 });
  });

  test("stands alone: no script, nothing to load", () => {
    const page = renderHtml(report, "A model");
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\(|\ssrc=|javascript:/i);
    for (const [, target] of page.matchAll(/href="([^"]*)"/g)) assert.match(target!, /^#/);
    assert.match(page, /default-src 'none'/);
  });

  test("every link inside it has its target, and every id is unique", () => {
    const page = renderHtml(report, "A model");
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
    assert.equal(new Set(ids).size, ids.length);
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id!);
    assert.ok(targets.length >= 5);
    for (const [, list] of page.matchAll(/aria-labelledby="([^"]*)"/g)) targets.push(...list!.split(" "));
    for (const target of targets) assert.ok(ids.includes(target), target);
  });

  test("texts and labels are shown, never run", () => {
    const poisoned = JSON.parse(
      JSON.stringify(report, (_, value) => (value === "praise" || value === "web" ? attack : value)),
    ) as EvaluationReport;
    const mistakes = poisoned.worstMistakes.map((mistake) => ({
      ...mistake,
      excerpt: attack,
      words: [{ start: 0, end: 4, influence: 1 }],
    }));
    const page = renderHtml({ ...poisoned, worstMistakes: mistakes }, attack);
    assert.ok(!page.includes("<img"));
    assert.ok(!page.includes("\u0000"));
    assert.match(page, /<title>&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;&#39;&amp; <\/title>/);
  });

  test("has the pictures, and leaves out what the report lacks", () => {
    const page = renderHtml(report, "A model");
    for (const id of ["roc", "precision-recall", "calibration", "loss", "scores"])
      assert.ok(page.includes(`id="${id}-title"`), id);
    assert.equal(page.match(/<mark /g)!.length > 10, true);
    const bare = renderHtml(
      { ...report, curves: [], history: null, worstMistakes: [], slices: [], thresholds: [] },
      "A model",
    );
    for (const id of ["roc-title", "loss-title", "slices-heading", "mistakes-heading", "thresholds-heading"])
      assert.ok(!bare.includes(`id="${id}"`), id);
  });

  test("many labels become a picture with the most frequent confusions", () => {
    const labels = Array.from({ length: 30 }, (_, id) => `topic ${id}`);
    const confusionMatrix = labels.map((_, truth) => labels.map((_, id) => (truth === id ? 50 : (truth * 7 + id) % 5)));
    const page = renderHtml({ ...report, labels, confusionMatrix }, "A model");
    assert.match(page, /id="confusion-title"/);
    assert.match(page, /Most frequent confusions/);
  });
});

test("axes have round ticks that enclose their values", () => {
  assert.deepEqual(roundAxis("", 0, 0.53).ticks, [0, 0.2, 0.4, 0.6]);
  assert.deepEqual(roundAxis("", 0, 8).ticks, [0, 2, 4, 6, 8]);
  for (const [low, high] of [
    [0.81, 0.8100001],
    [3, 3],
    [0, 1e-9],
    [-2, 17],
    [0, 123_456],
  ] as const) {
    const axis = roundAxis("", low, high);
    assert.ok(axis.low <= low + 1e-12 && axis.high >= high - 1e-12 && axis.high > axis.low, `${low} ${high}`);
    assert.ok(axis.ticks.length >= 2 && axis.ticks.length <= 8, `${axis.ticks}`);
  }
});
