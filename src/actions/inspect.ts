import type { api } from "../api/index.ts";
import { inspectFile } from "../lifecycle/data/index.ts";
import type { Action } from "./action.ts";
import { resolveData } from "./resolve-data.ts";
import { severalLabels, withOwnLabels } from "./several-labels.ts";

/** What a careful person would look at first. */
export const inspect: Action<typeof api.inspect> = async (context, { file, text, ...flags }) => {
  const { progress, signal } = context;
  const source = await resolveData(context, file);
  const several = severalLabels(withOwnLabels(source, flags));
  return { ...(await inspectFile(source, { text, label: flags.label, several, progress, signal })) };
};
