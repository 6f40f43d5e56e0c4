import type { api } from "../api/index.ts";
import { convertFile } from "../lifecycle/data/index.ts";
import type { Action } from "./action.ts";
import { resolveData } from "./resolve-data.ts";
import { severalLabels } from "./several-labels.ts";

/** The rows of a file in another format. */
export const convert: Action<typeof api.convert> = async (context, input) => {
  const { file, target, format, from, text, label, splitColumn, asPredictions } = input;
  const { progress, signal, notice } = context;
  const source = await resolveData(context, file);
  const conversion = await convertFile(source, target, {
    format,
    from,
    text,
    label,
    splitColumn,
    asPredictions,
    several: severalLabels(input),
    progress,
    signal,
  });
  for (const { message } of conversion.warnings) notice(message);
  return conversion;
};
