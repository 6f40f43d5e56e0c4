/** @file A folder's model, read whole: what fine-tuning and embedding start from. */
import { readTokenizerFile } from "../text/index.ts";
import type { TransformerConfig } from "../transformer/index.ts";
import { matchWeights } from "./match-weights.ts";
import { openPretrainedFolder } from "./open-pretrained-folder.ts";

/** A model that others trained. */
export interface PretrainedModel {
  readonly config: TransformerConfig;
  /** Its config.json as it stands. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The files that hold its weights, by name. */
  readonly weightFiles: readonly string[];
  /** What its tokenizer.json holds, or would hold. */
  readonly tokenizer: unknown;
  /** The labels of its classifier, where it has one. */
  readonly labels: readonly string[] | null;
  /** The weights of the body and of the heads that are there, by the architecture's names. */
  readonly weights: Readonly<Record<string, Float32Array>>;
}

/** Reads a folder. @throws LexopsError for every folder that holds no model that is supported */
export async function readPretrainedModel(folder: string): Promise<PretrainedModel> {
  const opened = await openPretrainedFolder(folder);
  try {
    const { config, storedNames, labels } = matchWeights(opened);
    const weights: Record<string, Float32Array> = {};
    for (const [name, stored] of storedNames) weights[name] = await opened.readTensor(stored);
    const { config: document, weightFiles } = opened;
    return { config, document, weightFiles, tokenizer: await readTokenizerFile(folder), labels, weights };
  } finally {
    await opened.close();
  }
}

/** Reads a folder's settings alone, its tensors matched by their headers. @throws as `readPretrainedModel` */
export async function readPretrainedConfig(folder: string): Promise<TransformerConfig> {
  const opened = await openPretrainedFolder(folder);
  try {
    return matchWeights(opened).config;
  } finally {
    await opened.close();
  }
}
