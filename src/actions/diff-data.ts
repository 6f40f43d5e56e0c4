import type { api } from "../api/index.ts";
import { diffData as diff } from "../lifecycle/data-versions/index.ts";
import type { Action } from "./action.ts";
import { resolveData } from "./resolve-data.ts";

/** What changed between two versions or files. */
export const diffData: Action<typeof api.diffData> = async (context, { before, after, text, label, key }) => {
  const { progress, signal } = context;
  const sides = [await resolveData(context, before), await resolveData(context, after)] as const;
  return diff(...sides, { text, label, key, progress, signal });
};
