import { stat } from "node:fs/promises";
import { openStoredModel, UnknownModelError } from "../lifecycle/pretrained/index.ts";
import type { HomeAccess } from "./action.ts";

/** Where a model's files are. */
export interface PretrainedPlace {
  readonly folder: string;
  /** Null where it was not imported. */
  readonly digest: string | null;
}

/** A folder of this path, or else the imported model of this name, with its id. @throws UnknownModelError, DamagedModelError */
export async function pretrainedPlace(home: HomeAccess, name: string): Promise<PretrainedPlace> {
  const found = await stat(name).catch(() => undefined);
  if (found?.isDirectory() === true) return { folder: name, digest: null };
  const stores = await home.read();
  if (stores === undefined) throw new UnknownModelError(name, home.folder, []);
  const { folder, record } = await openStoredModel(stores, name);
  return { folder, digest: record.id };
}
