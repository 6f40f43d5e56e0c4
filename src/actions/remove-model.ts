import type { api } from "../api/index.ts";
import { removeModel as remove, UnknownModelError } from "../lifecycle/pretrained/index.ts";
import type { Action } from "./action.ts";

/** Takes an imported model out of the home folder. */
export const removeModel: Action<typeof api.removeModel> = async ({ home }, { model }) => {
  if ((await home.read()) === undefined) throw new UnknownModelError(model, home.folder, []);
  const { name, id } = await remove(await home.write(), model);
  return { name, id };
};
