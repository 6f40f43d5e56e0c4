import { transformers } from "./catalog.ts";
import { configFields } from "./config-fields.ts";
import { UnsupportedArchitectureError, UnsupportedConfigError } from "./errors.ts";
import { longestText } from "./longest-text.ts";
import { type TransformerConfig, transformerConfig } from "./transformer.config.ts";

/**
 * The transformer that a `config.json` describes, every size within what is built.
 * @throws UnsupportedArchitectureError where no architecture has this `model_type`; UnsupportedConfigError
 */
export function readTransformerConfig(modelType: string, config: Readonly<Record<string, unknown>>): TransformerConfig {
  const architecture = transformers.find(modelType);
  if (architecture === undefined) throw new UnsupportedArchitectureError(modelType, transformers.names);
  const parsed = transformerConfig.safeParse(architecture.readConfig(configFields(modelType, config)));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UnsupportedConfigError(modelType, issue!.path.join("."), `is out of range: ${issue!.message}`);
  }
  const { width, heads, paddingId, vocabularySize } = parsed.data;
  if (width % heads !== 0)
    throw new UnsupportedConfigError(modelType, "heads", `must divide the width, but ${heads} do not divide ${width}`);
  if (paddingId !== null && paddingId >= vocabularySize)
    throw new UnsupportedConfigError(
      modelType,
      "pad_token_id",
      `must be an id of the vocabulary, but ${paddingId} is not below ${vocabularySize}`,
    );
  if (longestText(parsed.data) < 1)
    throw new UnsupportedConfigError(modelType, "positions", "leave no place for a token");
  return parsed.data;
}
