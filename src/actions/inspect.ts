import type { api } from "../api/index.ts";
import { inspectFile } from "../lifecycle/data/index.ts";
import type { Action } from "./action.ts";
import { severalLabels } from "./several-labels.ts";

/** What a careful person would look at first. */
export const inspect: Action<typeof api.inspect> = async ({ progress, signal }, { file, text, label, ...flags }) => ({
  ...(await inspectFile(file, { text, label, several: severalLabels(flags), progress, signal })),
});
