import type { api } from "../api/index.ts";
import type { Action } from "./action.ts";

/** Every imported model of the home folder; none where there is no home folder. */
export const listModels: Action<typeof api.listModels> = async ({ home }) => {
  const stores = await home.read();
  return { home: home.folder, models: (await stores?.pretrained.list()) ?? [] };
};
