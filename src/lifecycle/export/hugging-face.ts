/**
 * @file A folder as the Hugging Face Hub has it: what Python's transformers reads (config.json, model.safetensors, the
 * tokenizer), and beside it the graph that transformers.js runs (onnx/model.onnx).
 */
import { hasLabelSets } from "../labels/index.ts";
import { shippedModel } from "../model/index.ts";
import { writeSafetensors } from "../safetensors/index.ts";
import { type TransformerConfig, transformers } from "../transformer/index.ts";
import { NotExportableError } from "./errors.ts";
import type { ExportFormat, ExportSource } from "./export-format.ts";
import { specialTokens } from "./special-tokens.ts";

const format = "a Hugging Face folder";

export const huggingFace: ExportFormat = async (source) => {
  const { bundle } = source;
  const transformer = requireTransformer(source);
  const tokenizer = JSON.parse(new TextDecoder().decode(await bundle.file("tokenizer.json"))) as Record<
    string,
    unknown
  >;
  const tokens = namedTokens(source, transformer, tokenizer);
  return {
    files: {
      "config.json": json(configOf(source, transformer, tokens)),
      "model.safetensors": writeSafetensors(await mergedWeights(source), { format: "pt" }),
      // Cutting and padding are told in tokenizer_config.json; a tokenizer.json of its own opinion would go before it.
      "tokenizer.json": JSON.stringify({ ...tokenizer, truncation: null, padding: null }),
      "tokenizer_config.json": json(tokenizerConfigOf(source, tokenizer, tokens)),
      "onnx/model.onnx": bundle.onnx,
      "README.md": card(source),
    },
    notices: notices(source, transformer),
  };
};

/** @throws NotExportableError for a model that transformers has no class for */
function requireTransformer({ bundle, model }: ExportSource): TransformerConfig {
  const refuse = (reason: string, remedy: string) => new NotExportableError(bundle.folder, format, reason, remedy);
  if (model.type !== "transformer/v1" || model.transformer === null)
    throw refuse(
      `its model is ${model.type}, not a transformer`,
      "Serve it with lexops serve, or take its model.onnx; fine-tune a transformer with --recipe fine-tune.",
    );
  if (model.pooling !== "head")
    throw refuse(
      `it scores the ${model.pooling === "mean" ? "mean of the tokens' rows" : "first token's row alone"}, for which transformers has no class`,
      "Train with --set model.pooling=head, or take its model.onnx, which any ONNX runtime runs.",
    );
  return model.transformer;
}

/** The weights by their names in transformers, adapters merged into them. */
async function mergedWeights({ bundle, model }: ExportSource) {
  const weights = Object.fromEntries(
    Object.entries(await bundle.weights()).map(([name, { data }]) => [name, data as Float32Array]),
  );
  const { task, labels, pipeline } = bundle;
  return shippedModel(model, { labels: labels.length, features: pipeline.featureCount, task }, weights).parameters;
}

/** A token with its id. */
interface NumberedToken {
  readonly token: string;
  readonly id: number;
}

/** Tokens that the models' settings name. */
interface NamedTokens {
  /** The token between GPT-2's texts. */
  readonly end: NumberedToken | undefined;
  /**
   * Padding's. GPT-2 has none, but transformers looks for a text's last token by it, so the end of text stands in, as is
   * done in Python.
   */
  readonly padding: NumberedToken | undefined;
}

function namedTokens({ bundle }: ExportSource, { paddingId }: TransformerConfig, tokenizer: unknown): NamedTokens {
  const { featureCount, featureName } = bundle.pipeline;
  const token = specialTokens(tokenizer)["eos_token"];
  const id = token === undefined ? -1 : Array.from({ length: featureCount }, (_, at) => featureName(at)).indexOf(token);
  const end = token === undefined || id < 0 ? undefined : { token, id };
  return { end, padding: paddingId === null ? end : { token: featureName(paddingId), id: paddingId } };
}

function configOf({ bundle }: ExportSource, config: TransformerConfig, { padding, end }: NamedTokens) {
  const architecture = transformers.get(config.architecture);
  const { labels, task } = bundle;
  return {
    architectures: [architecture.classifierClass],
    model_type: config.architecture,
    ...architecture.writeConfig(config),
    pad_token_id: padding?.id ?? null,
    ...(end === undefined ? {} : { bos_token_id: end.id, eos_token_id: end.id }),
    id2label: Object.fromEntries(labels.map((label, id) => [id, label])),
    label2id: Object.fromEntries(labels.map((label, id) => [label, id])),
    problem_type: hasLabelSets(task) ? "multi_label_classification" : "single_label_classification",
    dtype: "float32",
    torch_dtype: "float32",
  };
}

function tokenizerConfigOf({ bundle }: ExportSource, tokenizer: unknown, { padding }: NamedTokens) {
  const text = bundle.pipeline.config;
  const { maxLength, truncation } = text.type === "tokenizer/v1" ? text : { maxLength: undefined, truncation: "head" };
  return {
    tokenizer_class: "PreTrainedTokenizerFast",
    ...(maxLength === undefined ? {} : { model_max_length: maxLength }),
    truncation_side: truncation === "tail" ? "left" : "right",
    padding_side: "right",
    // Every text is segment 0, which is what the models take where they are not told.
    model_input_names: ["input_ids", "attention_mask"],
    clean_up_tokenization_spaces: false,
    ...specialTokens(tokenizer),
    ...(padding === undefined ? {} : { pad_token: padding.token }),
  };
}

function notices({ bundle }: ExportSource, { architecture }: TransformerConfig): string[] {
  const { manifest, pipeline, thresholds } = bundle;
  const text = pipeline.config;
  return [
    ...(architecture === "gpt2"
      ? ["transformers.js has no class for GPT-2 as a classifier; Python's transformers has."]
      : []),
    ...("calibration.json" in manifest.files
      ? ["the calibration is in onnx/model.onnx alone; model.safetensors gives the logits before it."]
      : []),
    ...(thresholds === undefined ? [] : ["thresholds have no place in config.json; they are in the bundle alone."]),
    ...(text.type === "tokenizer/v1" && text.truncation === "both"
      ? ["transformers can't keep both ends of a long text; there its beginning is kept."]
      : []),
  ];
}

function card({ bundle }: ExportSource): string {
  const { name, labels, id } = bundle;
  return `---
library_name: transformers
pipeline_tag: text-classification
tags:
- lexops
---

# ${name}

Reads a text and gives a probability for each of ${labels.length} labels. Fine-tuned and exported by Lexops from the bundle
${id}, whose recipe, evaluation and lineage say how it was made. The licence of the model that it was fine-tuned from applies.

\`\`\`python
from transformers import pipeline
classify = pipeline("text-classification", model=".")
classify("Some text", truncation=True)
\`\`\`
`;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
