/** @file Everything that can be known of a model before it is used. */
import type { Progress } from "../../foundation/index.ts";
import { readTokenizer } from "../text/index.ts";
import { requireFittingTokenizer } from "./fitting-tokenizer.ts";
import { type MatchedWeights, matchWeights } from "./match-weights.ts";
import { openPretrainedFolder } from "./open-pretrained-folder.ts";

/** A model that was found to be whole. */
export interface CheckedPretrained
  extends Pick<MatchedWeights, "labels" | "hasLanguageModel" | "leftOut" | "parameters" | "config"> {
  readonly modelType: string;
  readonly architectures: readonly string[];
  readonly weightFiles: readonly string[];
  /** Element types of the weights, for example ["F16"]. */
  readonly dtypes: readonly string[];
}

/** How thoroughly, and who watches. */
export interface CheckOptions {
  /** Reads every weight: all must be finite. */
  readonly weights: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Checks a model's folder: its documents, the headers of its weights against its architecture, its tokenizer, and the
 * weights themselves where that is asked for. @throws LexopsError that names what is wrong
 */
export async function checkPretrained(folder: string, options: CheckOptions): Promise<CheckedPretrained> {
  const { progress, signal } = options;
  const opened = await openPretrainedFolder(folder);
  try {
    const matched = matchWeights(opened);
    const tokenizer = await readTokenizer(folder);
    requireFittingTokenizer(folder, tokenizer, matched.config);
    const names = [...matched.storedNames.values()];
    if (options.weights) {
      const event = { task: "Checking weights", total: names.length, unit: "tensors" };
      for (const [done, name] of names.entries()) {
        signal.throwIfAborted();
        progress({ ...event, done });
        await opened.readTensor(name);
      }
      progress({ ...event, done: names.length, finished: true });
    }
    const { labels, hasLanguageModel, leftOut, parameters, config } = matched;
    const { modelType, architectures, weightFiles } = opened;
    const dtypes = [...new Set(names.map((name) => opened.tensors.get(name)!.dtype))].sort();
    return {
      labels,
      hasLanguageModel,
      leftOut,
      parameters,
      config,
      modelType,
      architectures,
      weightFiles,
      dtypes,
    };
  } finally {
    await opened.close();
  }
}
