import type { api } from "../api/index.ts";
import { readBundle } from "../lifecycle/bundle/index.ts";
import { parseRecipe } from "../lifecycle/recipe/index.ts";
import type { Action } from "./action.ts";
import { headlineMetrics } from "./headline-metrics.ts";

/** What a bundle is and where it came from; it is verified on the way. */
export const showBundle: Action<typeof api.showBundle> = async (_context, { bundle: folder }) => {
  const bundle = await readBundle(folder);
  const { id, name, labels, lineage, pipeline, recipeYaml, manifest } = bundle;
  const { recipe } = parseRecipe(recipeYaml, `${folder}/recipe.yaml`);
  const evaluation = await bundle.file("evaluation.json");
  return {
    folder,
    id,
    name,
    labels,
    thresholds: bundle.thresholds ?? null,
    text: { ...manifest.text },
    features: pipeline.featureCount,
    model: { ...recipe.model },
    metrics: evaluation === undefined ? null : headlineMetrics(evaluation),
    lineage,
    files: Object.entries(manifest.files).map(([file, { sizeBytes }]) => ({ file, sizeBytes })),
    recipe: recipeYaml,
  };
};
