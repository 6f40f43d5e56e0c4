/** @file What a model says of texts, and what it would say without its calibration. */
import type { Predictor } from "../lifecycle/bundle/index.ts";
import { uncalibratedProbabilities } from "../lifecycle/calibration/index.ts";
import { linkOf } from "../lifecycle/model/index.ts";
import type { Recipe } from "../lifecycle/recipe/index.ts";
import type { TextColumn } from "../lifecycle/text/index.ts";
import type { ActionContext } from "./action.ts";

/** Row-major [texts, labels]; `uncalibrated` only where the model has a calibration. */
export async function scoreForEvaluation(
  { progress, signal }: Pick<ActionContext, "progress" | "signal">,
  predictor: Predictor,
  texts: TextColumn,
  recipe: Pick<Recipe, "model" | "task" | "calibration">,
  threads?: number,
): Promise<{ readonly probabilities: Float32Array; readonly uncalibrated?: Float32Array }> {
  const options = { threads, progress, signal };
  const probabilities = await predictor.score(texts, options);
  if (recipe.calibration.method === "none") return { probabilities };
  const logits = await predictor.score(texts, { ...options, output: "logits" });
  const labels = predictor.labels.length;
  const link = linkOf(recipe.model, labels, recipe.task);
  return { probabilities, uncalibrated: uncalibratedProbabilities(logits, labels, link) };
}
