import path from "node:path";
import type { api } from "../api/index.ts";
import { listModelFiles, readPretrainedModel, requireFittingTokenizer } from "../lifecycle/pretrained/index.ts";
import { createTokenizer } from "../lifecycle/text/index.ts";
import type { Action } from "./action.ts";
import { predictTokens, readTexts } from "./predict-tokens.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { pretrainedPlace } from "./pretrained-place.ts";

/** A pre-trained model, trained on with texts of a domain. */
export const adaptModel: Action<typeof api.adaptModel> = async (context, { model, ...input }) => {
  await requireOutputFolder(input.output, "config.json");
  const { folder } = await pretrainedPlace(context.home, model);
  const pretrained = await readPretrainedModel(folder);
  const { config: transformer, document: config, weightFiles, tokenizer, weights } = pretrained;
  requireFittingTokenizer(folder, createTokenizer(tokenizer), transformer);
  const beside = (await listModelFiles(folder, weightFiles)).filter(
    (name) => name !== "config.json" && !name.startsWith("model.safetensors") && !weightFiles.includes(name),
  );
  const files = Object.fromEntries(beside.map((name) => [name, { copyOf: path.join(folder, name) }]));
  const dataset = await readTexts(context, input.file, input.text);
  return predictTokens(context, dataset, { transformer, tokenizer, weights, config, files }, input);
};
