/** @file Is a bundle still the one that was sealed? Every altered, missing and extra file. */
import type { Stats } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { sha256, sha256File } from "../../foundation/index.ts";
import type { BundleProblem } from "./errors.ts";
import type { BundleManifest } from "./manifest.config.ts";
import { manifestFile, readManifest, sealFile } from "./read-manifest.ts";

/** What a check of a bundle found. */
export interface BundleVerification {
  /** SHA-256 of bundle.json as it is now. */
  readonly id: string;
  readonly name: string;
  /** Files that bundle.json lists. */
  readonly files: number;
  readonly sizeBytes: number;
  /** Empty when the bundle is whole and unaltered. */
  readonly problems: readonly BundleProblem[];
}

/**
 * Compares every file of a bundle with its SHA-256 and reports each difference, files that do not belong there too.
 * `bundle.json` is compared with the id in `bundle.sha256`, which finds accidents; against intent, compare the id with
 * one that is known from elsewhere.
 * @throws what `readBundle` throws when bundle.json itself can't be read
 */
export async function verifyBundle(folder: string): Promise<BundleVerification> {
  const { id, manifest } = await readManifest(folder);
  const { problems } = await checkFiles(folder, id, manifest, new Set());
  const listed = Object.values(manifest.files);
  return {
    id,
    name: manifest.name,
    files: listed.length,
    sizeBytes: listed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    problems: [...problems, ...(await extraFiles(folder, manifest))],
  };
}

/** Checks the sealed files, and gives the content of those named by `keep`. */
export async function checkFiles(
  folder: string,
  id: string,
  manifest: BundleManifest,
  keep: ReadonlySet<string>,
): Promise<{ readonly contents: ReadonlyMap<string, Uint8Array>; readonly problems: readonly BundleProblem[] }> {
  const contents = new Map<string, Uint8Array>();
  const checks = Object.entries(manifest.files).map(async ([file, { sha256: expected, sizeBytes }]) => {
    const found = await plainFile(folder, file);
    if (typeof found === "string") return { file, problem: found };
    if (found.size !== sizeBytes) return { file, problem: "altered" } as const;
    const target = path.join(folder, file);
    if (!keep.has(file))
      return (await sha256File(target)) === expected ? undefined : ({ file, problem: "altered" } as const);
    const content = await readFile(target);
    contents.set(file, content);
    return sha256(content) === expected ? undefined : ({ file, problem: "altered" } as const);
  });
  const problems = (await Promise.all([sealProblem(folder, id), ...checks])).filter((found) => found !== undefined);
  return { contents, problems };
}

async function sealProblem(folder: string, id: string): Promise<BundleProblem | undefined> {
  const found = await plainFile(folder, sealFile);
  if (typeof found === "string") return { file: sealFile, problem: found };
  if (found.size > 1000) return { file: sealFile, problem: "altered" };
  const [sealed, file] = (await readFile(path.join(folder, sealFile), "utf8")).trimEnd().split("  ");
  if (file !== manifestFile || !/^[0-9a-f]{64}$/.test(sealed ?? "")) return { file: sealFile, problem: "altered" };
  return sealed === id ? undefined : { file: manifestFile, problem: "altered" };
}

/** A file that is reached without following any link, or what is wrong with it. */
async function plainFile(folder: string, name: string): Promise<Stats | "missing" | "not a plain file"> {
  const parts = name.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const stats = await lstat(path.join(folder, ...parts.slice(0, depth))).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
      throw error;
    });
    if (stats === undefined) return "missing";
    if (depth === parts.length) return stats.isFile() ? stats : "not a plain file";
    if (!stats.isDirectory()) return "not a plain file";
  }
  return "missing";
}

async function extraFiles(folder: string, manifest: BundleManifest): Promise<BundleProblem[]> {
  const known = new Set([manifestFile, sealFile, ...Object.keys(manifest.files)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !known.has(file))
    .sort()
    .map((file) => ({ file, problem: "not part of the bundle" }));
}
