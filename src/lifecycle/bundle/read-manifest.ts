/** @file Reads `bundle.json` alone: small, strict, and trusted in nothing. */
import { lstat, open, stat } from "node:fs/promises";
import path from "node:path";
import { fileNameFault, InvalidConfigError, parseConfig, sha256 } from "../../foundation/index.ts";
import {
  BadBundleManifestError,
  BundleNotFoundError,
  BundleNotReadableError,
  BundleTooLargeError,
  NewerBundleError,
  NotABundleError,
} from "./errors.ts";
import { type BundleManifest, bundleFormat, manifestConfig } from "./manifest.config.ts";

/** The file that describes a bundle. */
export const manifestFile = "bundle.json";
/** The file that holds the id, as `sha256sum` writes it. */
export const sealFile = "bundle.sha256";

const manifestLimitBytes = 16 * 1024 * 1024;
/** Protocol buffers, and so ONNX models, end at 2 GiB. */
const fileLimitBytes = 2 ** 31 - 1;

/** Reads and checks `bundle.json`; the other files are not looked at. */
export async function readManifest(
  folder: string,
): Promise<{ readonly id: string; readonly manifest: BundleManifest }> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw new BundleNotFoundError(folder);
    throw readFailure(folder, error);
  });
  if (!found.isDirectory()) throw new NotABundleError(folder, "it is a file, not a folder");
  const bytes = await readManifestBytes(folder);
  return { id: sha256(bytes), manifest: parseManifest(bytes, folder) };
}

async function readManifestBytes(folder: string): Promise<Uint8Array> {
  const file = path.join(folder, manifestFile);
  const stats = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new NotABundleError(folder, `it holds no ${manifestFile}`);
    throw readFailure(folder, error);
  });
  if (!stats.isFile()) throw new NotABundleError(folder, `its ${manifestFile} is not a plain file`);
  if (stats.size > manifestLimitBytes) throw new BundleTooLargeError(file, stats.size, manifestLimitBytes);
  try {
    const handle = await open(file, "r");
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readFailure(folder, error as NodeJS.ErrnoException);
  }
}

/** The manifest in these bytes of a `bundle.json`. @throws LexopsError for any other bytes */
export function parseManifest(bytes: Uint8Array, folder: string): BundleManifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new BadBundleManifestError(folder, `it is not JSON (${(error as Error).message})`, { cause: error });
  }
  requireKnownFormat(folder, value);
  let manifest: BundleManifest;
  try {
    manifest = parseConfig(manifestConfig, value, manifestFile);
  } catch (error) {
    if (!(error instanceof InvalidConfigError)) throw error;
    const faults = error.faults.slice(0, 3).map((fault) => `${fault.path} ${fault.problem}`.trim());
    throw new BadBundleManifestError(folder, faults.join("; "), { cause: error });
  }
  const stranger = Object.keys(manifest.thresholds ?? {}).find((label) => !manifest.labels.includes(label));
  if (stranger !== undefined)
    throw new BadBundleManifestError(
      folder,
      `thresholds names ${JSON.stringify(stranger)}, which is none of its labels`,
    );
  for (const [name, { sizeBytes }] of Object.entries(manifest.files)) {
    const fault = name === manifestFile || name === sealFile ? "it names itself" : fileNameFault(name);
    if (fault !== undefined)
      throw new BadBundleManifestError(
        folder,
        `the file name ${JSON.stringify(name.slice(0, 200))} is refused, as ${fault}`,
      );
    if (sizeBytes > fileLimitBytes) throw new BundleTooLargeError(path.join(folder, name), sizeBytes, fileLimitBytes);
  }
  return manifest;
}

function requireKnownFormat(folder: string, value: unknown): void {
  const format = value !== null && typeof value === "object" && "format" in value ? value.format : undefined;
  if (format === bundleFormat) return;
  if (typeof format === "string" && /^lexops-bundle\/v\d{1,9}$/.test(format))
    throw new NewerBundleError(folder, format, bundleFormat);
  throw new NotABundleError(folder, `its ${manifestFile} does not say "format": "${bundleFormat}"`);
}

/** What the system's refusal to read means to a person. */
export function readFailure(folder: string, error: NodeJS.ErrnoException): Error {
  if (error.code === "EACCES" || error.code === "EPERM")
    return new BundleNotReadableError(folder, "permission was denied", { cause: error });
  if (error.code === "ENAMETOOLONG" || error.code === "ELOOP" || error.code === "ERR_INVALID_ARG_VALUE")
    return new BundleNotFoundError(folder.slice(0, 200));
  return error;
}
