import path from "node:path";
import type { api } from "../api/index.ts";
import { splitFile } from "../lifecycle/data/index.ts";
import { recipeConfig } from "../lifecycle/recipe/index.ts";
import type { Action } from "./action.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { fileStem, splitForFlags } from "./recipe-for-training.ts";
import { resolveData } from "./resolve-data.ts";
import { severalLabels, withOwnLabels } from "./several-labels.ts";

/** Training, validation and test rows as files of their own. */
export const split: Action<typeof api.split> = async (context, input) => {
  const { file, text, label, format, seed = 0, output = path.join("lexops-output", `${fileStem(file)}-split`) } = input;
  const { progress, signal, notice } = context;
  await requireOutputFolder(output, null);
  const source = await resolveData(context, file);
  const config = splitForFlags(recipeConfig.shape.split.parse({}), input);
  const { folder, parts, rows, digest, warnings } = await splitFile(source, config, seed, output, {
    text,
    label,
    several: severalLabels(withOwnLabels(source, input)),
    format,
    progress,
    signal,
  });
  for (const { message } of warnings) notice(message);
  return { folder, digest, rows, parts, warnings };
};
