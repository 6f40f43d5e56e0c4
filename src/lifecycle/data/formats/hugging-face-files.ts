/** @file Which files of a folder hold which split, and what its README says of the columns. */
import { glob, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { NoDataFilesError, WrongCardError } from "../errors.ts";
import { extensionOf } from "../file-extension.ts";

/** A data file of a folder. */
export interface SplitFile {
  readonly split: string;
  /** Below the folder, with slashes. */
  readonly name: string;
}

/** What a folder holds. */
export interface FolderFiles {
  /** In the order in which they are read. */
  readonly files: readonly SplitFile[];
  /** Names of the classes by column, where the README knows them. */
  readonly classNames: ReadonlyMap<string, readonly string[]>;
  /** Whether the README describes the columns. */
  readonly hasFeatures: boolean;
}

const readable = new Set([".parquet", ".csv", ".tsv", ".jsonl", ".ndjson"]);
const usualOrder = ["train", "validation", "test"];

/** Words in a file's or folder's name that say which split it holds. */
const splitWords: readonly (readonly [RegExp, string])[] = [
  [/(^|[^a-z])train(ing)?([^a-z]|$)/i, "train"],
  [/(^|[^a-z])(validation|valid|val|dev)([^a-z]|$)/i, "validation"],
  [/(^|[^a-z])(test(ing)?|eval(uation)?)([^a-z]|$)/i, "test"],
];

/** Looks through a folder. @throws NoDataFilesError, WrongCardError */
export async function filesOfFolder(folder: string): Promise<FolderFiles> {
  const front = await frontMatter(folder);
  const configured = await configuredFiles(folder, front);
  const files = configured ?? (await namedFiles(folder));
  if (files.length === 0) throw new NoDataFilesError(folder);
  const rank = (split: string) => (usualOrder.indexOf(split) + usualOrder.length + 1) % (usualOrder.length + 1);
  const features = featuresOf(front);
  return {
    files: files.toSorted(
      (left, right) =>
        rank(left.split) - rank(right.split) || compare(left.split, right.split) || compare(left.name, right.name),
    ),
    classNames: namesOf(features),
    hasFeatures: features.length > 0,
  };
}

/** Names of the classes in the features that `datasets` keeps in a Parquet file's metadata. */
export function classNamesOfMetadata(metadata: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let value: unknown;
  try {
    value = JSON.parse(metadata);
  } catch {
    return found;
  }
  const features = object(object(object(value)["info"])["features"]);
  for (const [column, feature] of Object.entries(features)) {
    const names = object(feature)["names"] ?? object(object(feature)["feature"])["names"];
    if (isTexts(names)) found.set(column, names);
  }
  return found;
}

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

async function frontMatter(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path.join(folder, "README.md"), "utf8").catch(() => "");
  const found = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---\s*(\r?\n|$)/.exec(text);
  if (found === null) return {};
  const { parseDocument } = await import("yaml"); // other formats do not wait for it
  const document = parseDocument(found[1]!, { version: "1.1" });
  const [error] = document.errors;
  if (error !== undefined) throw new WrongCardError(folder, `is not YAML (${error.message.split("\n")[0]})`);
  return object(document.toJS());
}

async function configuredFiles(
  folder: string,
  front: Readonly<Record<string, unknown>>,
): Promise<SplitFile[] | undefined> {
  const { configs } = front;
  if (!Array.isArray(configs)) return undefined;
  const described = configs.map(object).filter((config) => config["data_files"] !== undefined);
  if (described.length === 0) return undefined;
  const config =
    described.find((one) => one["default"] === true) ??
    described.find((one) => one["config_name"] === "default") ??
    (described.length === 1 ? described[0] : undefined);
  if (config === undefined)
    throw new WrongCardError(
      folder,
      `describes several data sets (${described.map((one) => String(one["config_name"])).join(", ")}) and none as the default`,
    );
  const files: SplitFile[] = [];
  for (const { split, patterns } of patternsOf(folder, config["data_files"]))
    for (const pattern of patterns) {
      if (path.isAbsolute(pattern) || pattern.split(/[\\/]/).includes(".."))
        throw new WrongCardError(folder, `names files outside the folder (${pattern})`);
      const names: string[] = [];
      for await (const name of glob(pattern, { cwd: folder })) names.push(name.replaceAll(path.sep, "/"));
      if (names.length === 0) throw new WrongCardError(folder, `names files that are not there (${pattern})`);
      for (const name of names)
        if (!files.some((file) => file.name === name && file.split === split)) files.push({ split, name });
    }
  return files;
}

function patternsOf(
  folder: string,
  value: unknown,
): { readonly split: string; readonly patterns: readonly string[] }[] {
  const texts = (patterns: unknown) =>
    typeof patterns === "string" ? [patterns] : isTexts(patterns) ? patterns : undefined;
  const all = texts(value);
  if (all !== undefined) return [{ split: "train", patterns: all }];
  const entries = Array.isArray(value)
    ? value.map((entry) => [object(entry)["split"], object(entry)["path"]])
    : Object.entries(object(value));
  return entries.map(([split, paths]) => {
    const patterns = texts(paths);
    if (typeof split !== "string" || patterns === undefined)
      throw new WrongCardError(folder, "must give data_files as paths, or as a list of split and path");
    return { split, patterns };
  });
}

/** Data files by what their names say; Parquet alone where there is any. */
async function namedFiles(folder: string): Promise<SplitFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && readable.has(extensionOf(entry.name)))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .filter((name) => !name.split("/").some((part) => part.startsWith(".")));
  const parquet = names.filter((name) => name.endsWith(".parquet"));
  return (parquet.length > 0 ? parquet : names).map((name) => ({ name, split: splitOfName(name) }));
}

function splitOfName(name: string): string {
  const sharded = /(?:^|\/)(\w+(?:\.\w+)*)-\d{5}-of-\d{5}[^/]*$/.exec(name);
  if (sharded !== null) return sharded[1]!;
  for (const part of name.split("/").reverse())
    for (const [word, split] of splitWords) if (word.test(part)) return split;
  return "train";
}

/** The features of the README; of several data sets' those of the default. */
function featuresOf(front: Readonly<Record<string, unknown>>): readonly unknown[] {
  const info = front["dataset_info"];
  const all = Array.isArray(info) ? info.map(object) : [object(info)];
  const chosen = all.find((one) => one["config_name"] === "default") ?? all[0] ?? {};
  const { features } = chosen as { readonly features?: unknown };
  return Array.isArray(features) ? features : [];
}

function namesOf(features: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const feature of features.map(object)) {
    const inner = [feature["dtype"], object(feature["sequence"]), object(feature["list"])].map(object);
    const described = inner
      .map((one) => object(one["class_label"] ?? object(one["dtype"])["class_label"]))
      .find((one) => one["names"] !== undefined);
    if (described === undefined || typeof feature["name"] !== "string") continue;
    const { names } = described;
    const list = Array.isArray(names)
      ? names.map(String)
      : Object.entries(object(names))
          .sort(([left], [right]) => Number(left) - Number(right))
          .map(([, name]) => String(name));
    found.set(feature["name"], list);
  }
  return found;
}
