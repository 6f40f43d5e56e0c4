import type { api } from "../api/index.ts";
import { folderName, importPretrained } from "../lifecycle/pretrained/index.ts";
import type { Action } from "./action.ts";
import { importedFacts } from "./imported-facts.ts";

/** A Hugging Face folder as a model of the home folder. */
export const importModel: Action<typeof api.importModel> = async (context, input) => {
  const { home, clock, progress, signal } = context;
  const suggested = folderName(input.folder);
  const imported = await importPretrained(await home.write(), input.folder, {
    name: input.name ?? suggested.name,
    licence: input.licence,
    source: suggested.source,
    createdAt: clock.now().toISOString(),
    progress,
    signal,
  });
  return importedFacts(context, imported);
};
