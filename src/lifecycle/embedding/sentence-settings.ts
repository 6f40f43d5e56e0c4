/** @file How a sentence encoder pools: what the files of sentence-transformers say, or the mean over the tokens. */
import path from "node:path";
import { z } from "zod";
import { findDocument } from "../pretrained/index.ts";
import { BadSentenceSettingsError } from "./errors.ts";

/** How a text's rows become one. */
export interface SentenceSettings {
  readonly pooling: "mean" | "cls";
  /** Whether embeddings have the length 1. */
  readonly normalize: boolean;
  /** Tokens at most, special ones included; `null` where the files say nothing. */
  readonly maxLength: number | null;
}

const modulesFile = z.array(z.looseObject({ path: z.string(), type: z.string() }));
const poolingFile = z.looseObject({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
  pooling_mode_max_tokens: z.boolean().default(false),
  pooling_mode_mean_sqrt_len_tokens: z.boolean().default(false),
});
const sentenceFile = z.looseObject({ max_seq_length: z.int().min(1).nullish() });

/**
 * Reads `modules.json`, the settings of its pooling and `sentence_bert_config.json`. A folder without them is pooled by
 * the mean, and not normalised. @throws BadSentenceSettingsError, BadPretrainedFileError
 */
export async function readSentenceSettings(folder: string): Promise<SentenceSettings> {
  const modules = await findDocument(folder, "modules.json", modulesFile);
  const sentence = await findDocument(folder, "sentence_bert_config.json", sentenceFile);
  const maxLength = sentence?.max_seq_length ?? null;
  if (modules === undefined) return { pooling: "mean", normalize: false, maxLength };
  const kinds = modules.map(({ type }) => type.split(".").at(-1)!);
  const unknown = kinds.find((kind) => !["Transformer", "Pooling", "Normalize"].includes(kind));
  if (unknown !== undefined)
    throw new BadSentenceSettingsError("modules.json", `modules of the kind ${unknown} are not supported`);
  const place = modules[kinds.indexOf("Pooling")]?.path;
  const isPlain = place === undefined || /^[\w.-]+$/.test(place);
  if (!isPlain) throw new BadSentenceSettingsError("modules.json", "the path of its pooling leads elsewhere");
  const file = path.posix.join(place ?? "", "config.json");
  const pooling = place === undefined ? undefined : await findDocument(folder, file, poolingFile);
  return { pooling: poolingOf(pooling, file), normalize: kinds.includes("Normalize"), maxLength };
}

function poolingOf(settings: z.output<typeof poolingFile> | undefined, file: string): "mean" | "cls" {
  if (settings === undefined) return "mean";
  const { pooling_mode_cls_token: cls, pooling_mode_mean_tokens: mean } = settings;
  if (cls === mean || settings.pooling_mode_max_tokens || settings.pooling_mode_mean_sqrt_len_tokens)
    throw new BadSentenceSettingsError(file, "either the mean over the tokens or the first token is supported");
  return mean ? "mean" : "cls";
}
