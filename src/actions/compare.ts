import type { api } from "../api/index.ts";
import { loadBundle } from "../lifecycle/bundle/index.ts";
import { comparePredictions } from "../lifecycle/evaluation/index.ts";
import type { Action } from "./action.ts";
import { DifferentLabelSetsError } from "./errors.ts";
import { readLabelled } from "./read-labelled.ts";

/** Two bundles on the same rows: paired differences with intervals and McNemar's exact test. */
export const compare: Action<typeof api.compare> = async (context, input) => {
  const { progress, signal } = context;
  const { threads } = input;
  const first = await loadBundle(input.first, { threads });
  try {
    const second = await loadBundle(input.second, { threads });
    try {
      const order = first.labels.map((label) => second.labels.indexOf(label));
      if (order.includes(-1) || second.labels.length !== first.labels.length)
        throw new DifferentLabelSetsError(first.labels, second.labels);
      const { recipe, texts, labelIds } = await readLabelled(context, first.bundle, { ...input, slices: [] });
      const scores = await first.score(texts, { threads, progress, signal });
      const otherScores = reordered(await second.score(texts, { threads, progress, signal }), order);
      const names = distinctNames(first.bundle.name, second.bundle.name, input.first, input.second);
      const report = await comparePredictions(
        {
          labelIds,
          a: { name: names[0], labels: first.labels, probabilities: scores },
          b: { name: names[1], labels: first.labels, probabilities: otherScores },
        },
        {
          ...recipe.evaluation,
          ...(input.resamples === undefined ? {} : { resamples: input.resamples }),
          ...(input.positive === undefined ? {} : { positiveLabel: input.positive }),
        },
        { seed: input.seed, progress, signal },
      );
      return { ...report };
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
};

/** Columns of a row-major [rows, labels] matrix in another order. */
function reordered(scores: Float32Array, order: readonly number[]): Float32Array {
  const { length: labels } = order;
  return scores.map((_, index) => scores[index - (index % labels) + order[index % labels]!]!);
}

function distinctNames(first: string, second: string, firstFolder: string, secondFolder: string): [string, string] {
  return first === second ? [firstFolder, secondFolder] : [first, second];
}
