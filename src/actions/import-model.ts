import path from "node:path";
import type { api } from "../api/index.ts";
import { importPretrained } from "../lifecycle/pretrained/index.ts";
import type { Action } from "./action.ts";
import { modelFacts } from "./model-facts.ts";

/** A Hugging Face folder as a model of the home folder. */
export const importModel: Action<typeof api.importModel> = async (context, input) => {
  const { home, clock, progress, signal, notice } = context;
  const folderName = path.basename(path.resolve(input.folder));
  const imported = await importPretrained(await home.write(), input.folder, {
    name: input.name ?? folderName,
    licence: input.licence,
    source: folderName,
    createdAt: clock.now().toISOString(),
    progress,
    signal,
  });
  const { stored, checked, added } = imported;
  if (stored.record.licence === null)
    notice("neither README.md nor LICENSE says the licence; import it again with --licence when you know it.");
  return { ...modelFacts(stored, checked), added };
};
