/** @file What a model's folder says of generation: the tokens that begin and end a text, and settings of its own. */
import { z } from "zod";
import { findDocument } from "../pretrained/index.ts";
import type { GenerateOptions } from "./generate-options.config.ts";

/** What a folder says of generation. */
export interface ModelSettings {
  /** Ids after which a text has ended. */
  readonly endIds: readonly number[];
  /** What an empty prompt begins with; `undefined` where there is none. */
  readonly startId: number | undefined;
  readonly options: GenerateOptions;
}

const id = z.int().min(0);
const tokens = z.looseObject({
  bos_token_id: id.nullish(),
  eos_token_id: z.union([id, z.array(id).max(100)]).nullish(),
});
const modelFile = tokens.extend({ tie_word_embeddings: z.literal(true).nullish() });
const generationFile = tokens.extend({
  max_new_tokens: z.int().min(1).nullish(),
  do_sample: z.boolean().nullish(),
  temperature: z.number().positive().nullish(),
  top_k: z.int().min(0).nullish(),
  top_p: z.number().positive().max(1).nullish(),
  num_beams: z.int().min(1).max(64).nullish(),
  length_penalty: z.number().nullish(),
  early_stopping: z.union([z.boolean(), z.literal("never")]).nullish(),
  repetition_penalty: z.number().min(0.001).max(1000).nullish(),
});

/** Reads `generation_config.json`, and `config.json` for what that leaves open. @throws BadPretrainedFileError */
export async function readModelSettings(folder: string): Promise<ModelSettings> {
  const model = (await findDocument(folder, "config.json", modelFile)) ?? {};
  const own = (await findDocument(folder, "generation_config.json", generationFile)) ?? {};
  const ends = own.eos_token_id ?? model.eos_token_id ?? [];
  const endIds = typeof ends === "number" ? [ends] : ends;
  const options = {
    maxNewTokens: own.max_new_tokens,
    doSample: own.do_sample,
    temperature: own.temperature,
    topK: own.top_k,
    topP: own.top_p,
    numBeams: own.num_beams,
    lengthPenalty: own.length_penalty,
    earlyStopping: own.early_stopping,
    repetitionPenalty: own.repetition_penalty,
  };
  return {
    endIds,
    startId: own.bos_token_id ?? model.bos_token_id ?? endIds[0],
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value != null)),
  };
}
