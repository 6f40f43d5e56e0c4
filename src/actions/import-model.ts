import path from "node:path";
import type { api } from "../api/index.ts";
import { importPretrained } from "../lifecycle/pretrained/index.ts";
import type { Action } from "./action.ts";
import { importedFacts } from "./imported-facts.ts";

/** A Hugging Face folder as a model of the home folder. */
export const importModel: Action<typeof api.importModel> = async (context, input) => {
  const { home, clock, progress, signal } = context;
  const folderName = path.basename(path.resolve(input.folder));
  const imported = await importPretrained(await home.write(), input.folder, {
    name: input.name ?? folderName,
    licence: input.licence,
    source: folderName,
    createdAt: clock.now().toISOString(),
    progress,
    signal,
  });
  return importedFacts(context, imported);
};
