/** @file What a word means wherever a file of data is accepted: a file, or a version of a data set. */
import { stat } from "node:fs/promises";
import type { DataSource } from "../lifecycle/data/index.ts";
import { openVersion, parseVersionName, UnknownDataError, versionSource } from "../lifecycle/data-versions/index.ts";
import type { ActionContext } from "./action.ts";

/**
 * The file at that path where there is one; a version of a data set where the word names one (`NAME`, `NAME@v3`,
 * `NAME@<first digits of its id>`, `NAME@latest`). A file goes before a data set of the same name: `NAME@latest` then
 * means the data set. A word that names neither is given back as it is, for reading it to say that there is no such file,
 * unless it can only be a data set. @throws UnknownDataError, UnknownVersionError, AmbiguousVersionError, the errors of the home folder
 */
export async function resolveData({ home }: Pick<ActionContext, "home">, word: string): Promise<DataSource> {
  const name = parseVersionName(word);
  if (name === undefined || (await exists(word))) return word;
  const stores = await home.read();
  const known = stores === undefined ? [] : await stores.dataVersions.listNames();
  if (stores !== undefined && known.includes(name.name))
    return versionSource(stores.blobs, await openVersion(stores, name));
  if (/\.\w+$/.test(name.name) && !word.includes("@")) return word; // reviews.csv: meant as a file
  throw new UnknownDataError(word, home.folder, known);
}

async function exists(file: string): Promise<boolean> {
  return (
    (await stat(file).catch((error: NodeJS.ErrnoException) => error.code !== "ENOENT" && error.code !== "ENOTDIR")) !==
    false
  );
}
