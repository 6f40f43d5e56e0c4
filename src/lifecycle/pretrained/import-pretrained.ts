/** @file Brings a model's folder into the home folder. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { canonicalJson, type Progress, sha256 } from "../../foundation/index.ts";
import { type CheckedPretrained, checkPretrained } from "./check-pretrained.ts";
import { copyFiles } from "./copy-files.ts";
import { InvalidModelNameError, ModelNameTakenError } from "./errors.ts";
import { findLicence } from "./find-licence.ts";
import { manifestFile, type PretrainedManifest } from "./manifest.config.ts";
import { listModelFiles } from "./model-files.ts";
import type { PretrainedRecord, PretrainedStores } from "./pretrained-stores.ts";
import type { StoredModel } from "./stored-model.ts";

/** What to import it as. */
export interface ImportOptions {
  readonly name: string;
  /** Told by a person; what the files say where absent. */
  readonly licence?: string | undefined;
  readonly source: string;
  readonly createdAt: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A model that is in the store now. */
export interface ImportedPretrained {
  readonly stored: StoredModel;
  readonly checked: CheckedPretrained;
  /** False where the very same model was there under this name. */
  readonly added: boolean;
}

const modelName = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}(\/[\p{L}\p{N}][\p{L}\p{N}._-]{0,99})?$/u;

/** @throws InvalidModelNameError */
export function requireModelName(name: string): void {
  if (!modelName.test(name)) throw new InvalidModelNameError(name);
}

/**
 * Checks a folder, copies the model's files and records them under a name. What is checked is the copy, so that what
 * changes meanwhile is never taken; all or nothing becomes visible.
 * @throws what `checkPretrained` throws; InvalidModelNameError, ModelNameTakenError
 */
export async function importPretrained(
  stores: PretrainedStores,
  folder: string,
  options: ImportOptions,
): Promise<ImportedPretrained> {
  const { name, progress, signal } = options;
  requireModelName(name);
  const quick = await checkPretrained(folder, { weights: false, progress, signal });
  const staged = await stores.pretrainedFolders.stage();
  try {
    const names = await listModelFiles(folder, quick.weightFiles);
    const files = await copyFiles(names, folder, staged.folder, { progress, signal });
    const manifest: PretrainedManifest = { format: "lexops-pretrained/v1", files };
    const text = canonicalJson(manifest);
    const id = sha256(text);
    const before = await stores.pretrained.find(name);
    if (before !== undefined && before.id !== id) throw new ModelNameTakenError(name, before.id);
    const checked = await checkPretrained(staged.folder, { weights: true, progress, signal });
    const found = await findLicence(staged.folder);
    await writeFile(path.join(staged.folder, manifestFile), text);
    const told = options.licence === undefined ? found : { licence: options.licence, licenceFrom: "told" };
    const record: PretrainedRecord = {
      name,
      id,
      modelType: checked.modelType,
      parameters: checked.parameters,
      sizeBytes: Object.values(files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      ...(before !== undefined && options.licence === undefined ? licenceOf(before) : told),
      source: before?.source ?? options.source,
      createdAt: before?.createdAt ?? options.createdAt,
    };
    const place = await staged.commit(id);
    await stores.pretrained.put(record);
    return { stored: { record, folder: place, files }, checked, added: before === undefined };
  } finally {
    await staged.discard();
  }
}

const licenceOf = ({ licence, licenceFrom }: PretrainedRecord) => ({ licence, licenceFrom });
