/** @file Reads a bundle, whole and checked. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../foundation/index.ts";
import { readSafetensors } from "../safetensors/index.ts";
import { loadTextPipeline } from "../text/index.ts";
import type { Bundle } from "./bundle.ts";
import { AlteredBundleError, OtherBundleError } from "./errors.ts";
import type { BundleManifest } from "./manifest.config.ts";
import { readFailure, readManifest } from "./read-manifest.ts";
import { unicodeNotice } from "./unicode-notice.ts";
import { checkFiles } from "./verify-bundle.ts";

/** Files that only people and later stages read: hashed, but not kept in memory. */
const readLater =
  /^(weights\.safetensors|README\.md|MLmodel|evaluation\..*|history\.json|calibration\.json|reference-profile\.json)$/;

/** How a bundle is read. */
export interface ReadOptions {
  /** The id the bundle must have, where it is known from elsewhere. */
  readonly expectedId?: string | undefined;
  /** Told what a person should know of the bundle in this place. */
  readonly notice?: ((text: string) => void) | undefined;
}

/** Reads and verifies a bundle. @throws when it is missing, corrupt, altered, of a newer format, or not `expectedId` */
export async function readBundle(folder: string, options: ReadOptions = {}): Promise<Bundle> {
  const { id, manifest } = await readManifest(folder);
  if (options.expectedId !== undefined && options.expectedId !== id)
    throw new OtherBundleError(folder, options.expectedId, id);
  const missing = ["model.onnx", "recipe.yaml", "weights.safetensors"].filter((name) => !(name in manifest.files));
  if (missing.length > 0)
    throw new AlteredBundleError(
      folder,
      missing.map((file) => ({ file, problem: "missing" })),
    );
  const keep = new Set(Object.keys(manifest.files).filter((name) => !readLater.test(name)));
  const { contents, problems } = await checkFiles(folder, id, manifest, keep).catch((error) => {
    throw readFailure(folder, error);
  });
  if (problems.length > 0) throw new AlteredBundleError(folder, problems);
  const content = (name: string) => {
    const found = contents.get(name);
    if (found === undefined) throw new AlteredBundleError(folder, [{ file: name, problem: "missing" }]);
    return found;
  };
  const file = (name: string) => readChecked(folder, manifest, name);
  const notice = unicodeNotice(manifest);
  if (notice !== undefined) options.notice?.(notice);
  return {
    id,
    folder,
    name: manifest.name,
    task: manifest.task,
    labels: manifest.labels,
    thresholds: manifest.thresholds,
    pipeline: loadTextPipeline(manifest.text, content),
    onnx: content("model.onnx"),
    recipeYaml: Buffer.from(content("recipe.yaml")).toString("utf8"),
    lineage: manifest.lineage,
    manifest,
    file,
    weights: async () =>
      readSafetensors((await file("weights.safetensors"))!, path.join(folder, "weights.safetensors")),
  };
}

async function readChecked(folder: string, manifest: BundleManifest, name: string): Promise<Uint8Array | undefined> {
  const sealed = Object.hasOwn(manifest.files, name) ? manifest.files[name] : undefined;
  if (sealed === undefined) return undefined;
  const content = await readFile(path.join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new AlteredBundleError(folder, [{ file: name, problem: "missing" }]);
    throw readFailure(folder, error);
  });
  if (sha256(content) !== sealed.sha256) throw new AlteredBundleError(folder, [{ file: name, problem: "altered" }]);
  return content;
}
