import path from "node:path";
import type { api } from "../api/index.ts";
import { listModelFiles, openPretrainedFolder, readPretrainedModel } from "../lifecycle/pretrained/index.ts";
import type { Action } from "./action.ts";
import { predictTokens, readTexts } from "./predict-tokens.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { pretrainedPlace } from "./pretrained-place.ts";

/** A pretrained model, trained on with texts of a domain. */
export const adaptModel: Action<typeof api.adaptModel> = async (context, { model, ...input }) => {
  await requireOutputFolder(input.output, "config.json");
  const { folder } = await pretrainedPlace(context.home, model);
  const { config: transformer, tokenizer, weights } = await readPretrainedModel(folder);
  const opened = await openPretrainedFolder(folder);
  const { config, weightFiles } = opened;
  await opened.close();
  const beside = (await listModelFiles(folder, weightFiles)).filter(
    (name) => name !== "config.json" && !name.startsWith("model.safetensors") && !weightFiles.includes(name),
  );
  const files = Object.fromEntries(beside.map((name) => [name, { copyOf: path.join(folder, name) }]));
  const dataset = await readTexts(context, input.file, input.text);
  return predictTokens(context, dataset, { transformer, tokenizer, weights, config, files }, input);
};
