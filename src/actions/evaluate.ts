import type { api } from "../api/index.ts";
import { writeFileAtomic } from "../foundation/index.ts";
import { type Bundle, loadBundle } from "../lifecycle/bundle/index.ts";
import { type Decision, evaluatePredictions, renderHtml } from "../lifecycle/evaluation/index.ts";
import type { Recipe } from "../lifecycle/recipe/index.ts";
import type { Action } from "./action.ts";
import { requireOutputFile } from "./prepare-output.ts";
import { readLabelled } from "./read-labelled.ts";
import { scoreForEvaluation } from "./score-for-evaluation.ts";

/** The thresholds that are sealed in a bundle, and what they were chosen for. */
function decisionOf({ thresholds, lineage }: Bundle, recipe: Recipe): Decision | undefined {
  if (thresholds === undefined) return undefined;
  const source = lineage["thresholdSource"];
  return {
    goal: recipe.threshold === undefined ? null : String(recipe.threshold),
    source: source === "validation" || source === "out-of-fold" ? source : null,
    thresholds,
  };
}

/** A full report of a bundle on labelled texts; also as an HTML file where asked. */
export const evaluate: Action<typeof api.evaluate> = async (context, input) => {
  const { progress, signal } = context;
  if (input.html !== undefined) await requireOutputFile(input.html);
  const bundle = await loadBundle(input.bundle, { threads: input.threads, notice: context.notice });
  try {
    const { recipe, texts, labelIds, labelSets, sliceColumns } = await readLabelled(context, bundle.bundle, {
      ...input,
      slices: input.slice,
    });
    const scores = await scoreForEvaluation(context, bundle, texts, recipe, input.threads);
    const config = {
      ...recipe.evaluation,
      sliceColumns: input.slice,
      ...(input.resamples === undefined ? {} : { resamples: input.resamples }),
      ...(input.positive === undefined ? {} : { positiveLabel: input.positive }),
    };
    const curve = await bundle.bundle.file("history.json");
    const history: unknown = curve === undefined ? undefined : JSON.parse(Buffer.from(curve).toString("utf8"));
    const report = await evaluatePredictions(
      {
        labels: bundle.labels,
        decision: decisionOf(bundle.bundle, recipe),
        texts,
        labelIds,
        labelSets,
        ...scores,
        sliceColumns,
        predictor: bundle,
        history,
      },
      config,
      { seed: input.seed, progress, signal },
    );
    if (input.html !== undefined) await writeFileAtomic(input.html, renderHtml(report, bundle.bundle.name));
    return { ...report };
  } finally {
    await bundle.close();
  }
};
