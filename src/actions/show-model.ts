import type { api } from "../api/index.ts";
import { checkPretrained, openStoredModel, UnknownModelError } from "../lifecycle/pretrained/index.ts";
import type { Action } from "./action.ts";
import { modelFacts } from "./model-facts.ts";

/** What an imported model is. */
export const showModel: Action<typeof api.showModel> = async ({ home, progress, signal }, { model }) => {
  const stores = await home.read();
  if (stores === undefined) throw new UnknownModelError(model, home.folder, []);
  const stored = await openStoredModel(stores, model);
  return modelFacts(stored, await checkPretrained(stored.folder, { weights: false, progress, signal }));
};
