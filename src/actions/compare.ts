import type { api } from "../api/index.ts";
import { type LoadedBundle, loadBundle } from "../lifecycle/bundle/index.ts";
import { compareMany, comparePredictions } from "../lifecycle/evaluation/index.ts";
import type { Thresholds } from "../lifecycle/labels/index.ts";
import type { Action } from "./action.ts";
import { DifferentLabelSetsError, DifferentTasksError } from "./errors.ts";
import { readLabelled } from "./read-labelled.ts";

/** Bundles on the same rows: paired differences with intervals, and tests of them. */
export const compare: Action<typeof api.compare> = async (context, input) => {
  const { progress, signal, notice } = context;
  const { threads } = input;
  const first = await loadBundle(input.bundles[0]!, { threads, notice });
  const { labels } = first;
  const answers: {
    readonly folder: string;
    readonly name: string;
    readonly probabilities: Float32Array;
    readonly thresholds: Thresholds | undefined;
  }[] = [];
  try {
    const { recipe, texts, labelIds, labelSets } = await readLabelled(context, first.bundle, { ...input, slices: [] });
    const answer = async (bundle: LoadedBundle, folder: string) => {
      if (bundle.bundle.manifest.task !== first.bundle.manifest.task) throw new DifferentTasksError();
      const order = labels.map((label) => bundle.labels.indexOf(label));
      if (order.includes(-1) || bundle.labels.length !== labels.length)
        throw new DifferentLabelSetsError(labels, bundle.labels);
      const probabilities = reordered(await bundle.score(texts, { threads, progress, signal }), order);
      answers.push({ folder, name: bundle.bundle.name, probabilities, thresholds: bundle.bundle.thresholds });
    };
    await answer(first, input.bundles[0]!);
    for (const folder of input.bundles.slice(1)) {
      const bundle = await loadBundle(folder, { threads, notice });
      try {
        await answer(bundle, folder);
      } finally {
        await bundle.close();
      }
    }
    const distinct = new Set(answers.map((model) => model.name)).size === answers.length;
    const models = answers.map(({ folder, name, probabilities, thresholds }) => ({
      name: distinct ? name : folder,
      labels,
      probabilities,
      thresholds,
    }));
    const config = {
      ...recipe.evaluation,
      ...(input.resamples === undefined ? {} : { resamples: input.resamples }),
      ...(input.positive === undefined ? {} : { positiveLabel: input.positive }),
    };
    const options = { seed: input.seed, progress, signal };
    const [a, b] = models;
    const report =
      models.length === 2 && !input.table
        ? await comparePredictions({ labelIds, labelSets, a: a!, b: b! }, config, options)
        : await compareMany({ labels, labelIds, labelSets, models }, config, options);
    return { ...report };
  } finally {
    await first.close();
  }
};

/** Columns of a row-major [rows, labels] matrix in another order. */
function reordered(scores: Float32Array, order: readonly number[]): Float32Array {
  const { length: labels } = order;
  return scores.map((_, index) => scores[index - (index % labels) + order[index % labels]!]!);
}
