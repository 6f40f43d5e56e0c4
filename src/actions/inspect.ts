import type { api } from "../api/index.ts";
import { inspectFile } from "../lifecycle/data/index.ts";
import type { Action } from "./action.ts";
import { resolveData } from "./resolve-data.ts";
import { severalLabels } from "./several-labels.ts";

/** What a careful person would look at first. */
export const inspect: Action<typeof api.inspect> = async (context, { file, text, label, ...flags }) => {
  const { progress, signal } = context;
  const source = await resolveData(context, file);
  return { ...(await inspectFile(source, { text, label, several: severalLabels(flags), progress, signal })) };
};
