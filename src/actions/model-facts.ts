/** @file An imported model as actions tell of it. */

import type { CheckedPretrained, StoredModel } from "../lifecycle/pretrained/index.ts";
import { longestText } from "../lifecycle/transformer/index.ts";

/** What a model says of itself. */
export function modelFacts({ record, folder, files }: StoredModel, checked: CheckedPretrained) {
  const { architectures, dtypes, labels, hasLanguageModel, leftOut, config } = checked;
  const { layers, width, heads, vocabularySize } = config;
  return {
    ...record,
    folder,
    architectures,
    layers,
    width,
    heads,
    vocabularySize,
    longestText: longestText(config),
    dtypes,
    labels,
    hasLanguageModel,
    leftOut,
    files: Object.entries(files)
      .map(([file, facts]) => ({ file, ...facts }))
      .sort((left, right) => (left.file < right.file ? -1 : 1)),
  };
}
