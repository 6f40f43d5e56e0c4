/** @file Seals a bundle into a folder: whole or not at all. */
import { lstat, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { canonicalJson, fileNameFault, sha256, writeFolderAtomic } from "../../foundation/index.ts";
import { writeSafetensors } from "../safetensors/index.ts";
import type { BundleContents } from "./bundle.ts";
import {
  BadFileNameError,
  DiskFullError,
  FolderNotWritableError,
  NotABundleError,
  NotOverwritableError,
} from "./errors.ts";
import { signatureOf } from "./feeds.ts";
import { type BundleManifest, bundleFormat } from "./manifest.config.ts";
import { mlflowModel } from "./mlflow-model.ts";
import { modelCard } from "./model-card.ts";
import { manifestFile, parseManifest, readManifest, sealFile } from "./read-manifest.ts";

/**
 * Writes a bundle whole or not at all; returns its id. A bundle that is already there is replaced.
 * @throws NotOverwritableError where anything else is there; FolderNotWritableError; DiskFullError
 */
export async function writeBundle(folder: string, contents: BundleContents): Promise<{ readonly id: string }> {
  const target = path.resolve(folder);
  await requireReplaceable(target);
  const files = await sealedFiles(contents);
  const manifest = manifestOf(contents, files);
  const manifestBytes = Buffer.from(`${canonicalJson(manifest, 2)}\n`);
  parseManifest(manifestBytes, folder); // What is written can be read.
  const id = sha256(manifestBytes);
  files.set(manifestFile, manifestBytes);
  files.set(sealFile, Buffer.from(`${id}  ${manifestFile}\n`));
  try {
    await writeFolderAtomic(target, async (temporary) => {
      for (const [name, content] of files) {
        await mkdir(path.dirname(path.join(temporary, name)), { recursive: true });
        await writeFile(path.join(temporary, name), content, { flag: "wx" });
      }
    });
  } catch (error) {
    const sizeBytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    throw writeFailure(folder, sizeBytes, error as NodeJS.ErrnoException);
  }
  return { id };
}

/** Every file of the bundle but bundle.json and its seal. */
async function sealedFiles(contents: BundleContents): Promise<Map<string, Uint8Array>> {
  const { pipeline, labels, onnx, weights } = contents;
  const signature = signatureOf(pipeline.transformBatch([""]).kind, labels.length);
  const files = new Map<string, Uint8Array>();
  const add = (name: string, content: string | Uint8Array) => {
    const fault = files.has(name) || name === manifestFile || name === sealFile ? "it is taken" : fileNameFault(name);
    if (fault !== undefined) throw new BadFileNameError(name, fault);
    files.set(name, typeof content === "string" ? Buffer.from(content) : content);
  };
  add("model.onnx", onnx);
  add("weights.safetensors", writeSafetensors(weights, { format: "lexops" }));
  add("recipe.yaml", contents.recipeYaml);
  for (const [name, content] of Object.entries(pipeline.files())) add(name, content);
  for (const [name, content] of Object.entries(contents.files)) add(name, content);
  if (!files.has("MLmodel")) add("MLmodel", await mlflowModel(signature));
  if (!files.has("README.md")) add("README.md", await modelCard(contents));
  return files;
}

function manifestOf(contents: BundleContents, files: ReadonlyMap<string, Uint8Array>): BundleManifest {
  const { name, task = "text-classification", labels, thresholds, pipeline, lineage } = contents;
  return {
    format: bundleFormat,
    task,
    name,
    labels: [...labels],
    ...(thresholds === undefined ? {} : { thresholds: { ...thresholds } }),
    signature: signatureOf(pipeline.transformBatch([""]).kind, labels.length),
    text: pipeline.config,
    lineage: { ...lineage },
    files: Object.fromEntries(
      [...files].map(([file, content]) => [file, { sha256: sha256(content), sizeBytes: content.length }]),
    ),
  };
}

/** Only nothing, an empty folder or another bundle is ever replaced. */
async function requireReplaceable(target: string): Promise<void> {
  const stats = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw writeFailure(target, 0, error);
  });
  if (stats === undefined) return;
  if (!stats.isDirectory()) throw new NotOverwritableError(target, stats.isSymbolicLink() ? "a link" : "a file");
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    throw writeFailure(target, 0, error);
  });
  if (entries.length === 0) return;
  if (!entries.includes(manifestFile)) throw new NotOverwritableError(target, "a folder with other files");
  await readManifest(target).catch((error: unknown) => {
    if (error instanceof NotABundleError) throw new NotOverwritableError(target, "a folder with other files");
  });
}

/** What the system's refusal to write means to a person. */
export function writeFailure(folder: string, sizeBytes: number, error: NodeJS.ErrnoException): Error {
  if (error.code === "ENOSPC" || error.code === "EDQUOT") return new DiskFullError(folder, sizeBytes, { cause: error });
  if (error.code === "EACCES" || error.code === "EPERM" || error.code === "EROFS")
    return new FolderNotWritableError(folder, { cause: error });
  if (error.code === "ENOTDIR" || error.code === "EEXIST") return new NotOverwritableError(folder, "inside a file");
  if (error.code === "ENAMETOOLONG") return new BadFileNameError(folder, "the name is too long");
  return error;
}
