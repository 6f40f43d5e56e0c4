/** @file Finds the real data sets and models that are read in place, beside the repository; none of it is copied into it. */
import { existsSync } from "node:fs";
import path from "node:path";

/** The path of a shared data file, for example `imdb/imdb-50k.csv.gz`. @throws in CI when it is absent. */
export function sharedData(file: string): string | undefined {
  const found = path.resolve(import.meta.dirname, "../../../shared/data", file);
  if (existsSync(found)) return found;
  if (process.env["CI"]) throw new Error(`The data file ${file} is not beside the repository, and CI skips nothing.`);
  return undefined;
}

/** Why a test on shared data is skipped, or `false` where it runs. */
export function withoutData(...files: readonly string[]): string | false {
  const missing = files.find((file) => sharedData(file) === undefined);
  return missing !== undefined && `the data file ${missing} is not beside the repository`;
}

/** The folder of a shared model, for example `tiny-bert`. @throws in CI when it is absent. */
export function sharedModel(name: string): string | undefined {
  const found = path.resolve(import.meta.dirname, "../../../shared/models", name);
  if (existsSync(found)) return found;
  if (process.env["CI"]) throw new Error(`The model ${name} is not beside the repository, and CI skips nothing.`);
  return undefined;
}

/** Why a test on shared models is skipped, or `false` where it runs. */
export function withoutModel(...names: readonly string[]): string | false {
  const missing = names.find((name) => sharedModel(name) === undefined);
  return missing !== undefined && `the model ${missing} is not beside the repository`;
}
