/** @file The version of a data set that a word names, where nothing else may be meant. */
import {
  type DataStores,
  type DataVersion,
  openVersion,
  requireVersionName,
  UnknownDataSetError,
} from "../lifecycle/data-versions/index.ts";
import type { HomeAccess } from "./action.ts";

/** Opens it. @throws InvalidDataSetNameError, UnknownDataSetError, UnknownVersionError, AmbiguousVersionError */
export async function namedVersion(
  home: Pick<HomeAccess, "folder" | "read">,
  word: string,
): Promise<{ readonly stores: DataStores; readonly version: DataVersion }> {
  const name = requireVersionName(word);
  const stores = await home.read();
  if (stores === undefined) throw new UnknownDataSetError(name.name, home.folder, []);
  return { stores, version: await openVersion(stores, name) };
}
