/** @file Models that were imported: found by name, and removed. */
import { open } from "node:fs/promises";
import path from "node:path";
import { parseConfig, parseStrictJson, sha256, sha256File } from "../../foundation/index.ts";
import { DamagedModelError, UnknownModelError } from "./errors.ts";
import { findFileSize } from "./folder-files.ts";
import { manifestFile, type PretrainedManifest, pretrainedManifestConfig } from "./manifest.config.ts";
import type { PretrainedRecord, PretrainedStores } from "./pretrained-stores.ts";

/** An imported model and where it lies. */
export interface StoredModel {
  readonly record: PretrainedRecord;
  readonly folder: string;
  readonly files: PretrainedManifest["files"];
}

/** The imported model of this name, every file compared with its SHA-256. @throws UnknownModelError, DamagedModelError */
export async function openStoredModel(stores: PretrainedStores, name: string): Promise<StoredModel> {
  const record = await findRecord(stores, name);
  const folder = await stores.pretrainedFolders.find(record.id);
  if (folder === undefined) throw new DamagedModelError(record.name, "its folder is missing");
  const files = await readManifest(record, folder);
  for (const [file, { sha256: expected, sizeBytes }] of Object.entries(files)) {
    const found = await findFileSize(folder, file);
    if (found === undefined) throw new DamagedModelError(record.name, `${file} is missing`);
    if (found !== sizeBytes || (await sha256File(path.join(folder, file))) !== expected)
      throw new DamagedModelError(record.name, `${file} is not the file that was imported`);
  }
  return { record, folder, files };
}

async function findRecord({ pretrained, folder }: PretrainedStores, name: string): Promise<PretrainedRecord> {
  const record = await pretrained.find(name);
  if (record !== undefined) return record;
  const known = (await pretrained.list()).map((other) => other.name);
  throw new UnknownModelError(name, folder, known);
}

async function readManifest({ name, id }: PretrainedRecord, folder: string): Promise<PretrainedManifest["files"]> {
  try {
    const handle = await open(path.join(folder, manifestFile), "r");
    try {
      const bytes = await handle.readFile();
      if (sha256(bytes) !== id) throw new SyntaxError("its SHA-256 is not the model's id");
      return parseConfig(pretrainedManifestConfig, parseStrictJson(bytes, 4), manifestFile).files;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new DamagedModelError(name, `${manifestFile} can't be used (${(error as Error).message})`, { cause: error });
  }
}

/** Forgets a model, and removes its folder where no other name has it. Its record. @throws UnknownModelError */
export async function removeModel(stores: PretrainedStores, name: string): Promise<PretrainedRecord> {
  const record = await findRecord(stores, name);
  await stores.pretrained.remove(record.name);
  const needed = new Set((await stores.pretrained.list()).map(({ id }) => id));
  // Also what a process that was killed left between its two steps.
  for (const id of await stores.pretrainedFolders.list())
    if (!needed.has(id)) await stores.pretrainedFolders.remove(id);
  return record;
}
