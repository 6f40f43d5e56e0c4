/** @file What a training takes from a pre-trained model: its tokenizer, and weights to start with. */
import { architectures, type ModelConfig, type ModelSize } from "../model/index.ts";
import { type PretrainedModel, readPretrainedModel } from "../pretrained/index.ts";
import type { TextPipelineConfig } from "../text/index.ts";
import { longestText, type TransformerConfig } from "../transformer/index.ts";
import { PositionsExceededError, PretrainedForOtherModelError, VocabularyExceededError } from "./errors.ts";
import type { PretrainedConfig } from "./pretrained.config.ts";
import type { TrainingOptions } from "./training-task.ts";

/** A pre-trained model and the settings that it completes. */
export interface PretrainedStart {
  readonly model: ModelConfig & { readonly type: "transformer/v1" };
  /** The bytes of a tokenizer.json. */
  readonly tokenizer: Uint8Array;
  readonly pretrained: PretrainedModel;
}

/** Reads the model and checks that the settings fit it. @throws what reading throws, PretrainedForOtherModelError */
export async function readPretrainedStart(
  { model: name, folder }: PretrainedConfig,
  model: ModelConfig,
): Promise<PretrainedStart> {
  if (model.type !== "transformer/v1") throw new PretrainedForOtherModelError(model.type);
  const pretrained = await readPretrainedModel(folder ?? name);
  return {
    model: {
      ...model,
      transformer: { ...pretrained.config, dropout: (model.transformer ?? pretrained.config).dropout },
    },
    tokenizer: Buffer.from(JSON.stringify(pretrained.tokenizer)),
    pretrained,
  };
}

/**
 * The weights to start with: all of the body, and the head's where its labels are as many; gives notice where they are
 * not.
 */
export function pretrainedWeights(
  { model, pretrained: { weights, labels: own } }: PretrainedStart,
  size: ModelSize,
  { notice }: Pick<TrainingOptions, "notice">,
): Readonly<Record<string, Float32Array>> {
  const specs = architectures.get(model.type).weights(model, size);
  const fits = ({ name, shape }: (typeof specs)[number]) =>
    weights[name]?.length === shape.reduce((product, dimension) => product * dimension, 1);
  if (own !== null && own.length !== size.labels)
    notice?.(
      `The pre-trained model scores ${own.length} labels, this data has ${size.labels}: the head starts at random.`,
    );
  return Object.fromEntries(specs.flatMap((spec) => (fits(spec) ? [[spec.name, weights[spec.name]!]] : [])));
}

/** Checks that a transformer has a place for every token. @throws PositionsExceededError, VocabularyExceededError */
export function requireRoom(transformer: TransformerConfig, text: TextPipelineConfig, vocabularySize: number): void {
  if (vocabularySize > transformer.vocabularySize)
    throw new VocabularyExceededError(vocabularySize, transformer.vocabularySize);
  const longest = longestText(transformer);
  if ("maxLength" in text && text.maxLength > longest) throw new PositionsExceededError(text.maxLength, longest);
}
