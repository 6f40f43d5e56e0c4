import path from "node:path";
import type { api } from "../api/index.ts";
import { readDataset } from "../lifecycle/data/index.ts";
import { TOKENIZER_FILE, writeLearntTokenizer } from "../lifecycle/text/index.ts";
import type { Action } from "./action.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { resolveData } from "./resolve-data.ts";

/** A tokenizer learnt from the texts of a file. */
export const learnTokenizer: Action<typeof api.learnTokenizer> = async (context, input) => {
  const { text, kind, vocabularySize, minFrequency, lowercase, output } = input;
  const { progress, signal, notice } = context;
  await requireOutputFolder(output, TOKENIZER_FILE);
  const source = await resolveData(context, input.file);
  const dataset = await readDataset(source, { text, label: null, progress, signal });
  for (const { message } of dataset.warnings) notice(message);
  const config = { kind, vocabularySize, minFrequency, lowercase };
  const { tokens, words } = await writeLearntTokenizer(path.resolve(output), config, dataset.texts, {
    progress,
    signal,
  });
  return { folder: output, kind, tokens, words, texts: dataset.rows, digest: dataset.digest };
};
