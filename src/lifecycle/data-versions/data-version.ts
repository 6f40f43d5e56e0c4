/** @file One version of a data set, opened: what it is, and its rows. */
import type { z } from "zod";
import { parseConfig } from "../../foundation/index.ts";
import type { BlobStore } from "../blobs/index.ts";
import type { DataStores } from "./data-stores.ts";
import type { DataVersionRecord } from "./data-version-store.ts";
import { DamagedVersionError, UnknownDataSetError } from "./errors.ts";
import { type DataLayout, type DataManifest, layoutConfig, manifestConfig } from "./manifest.config.ts";
import { chooseVersion, type VersionName, versionTitle } from "./version-name.ts";

/** A version with what its blobs say of it. */
export interface DataVersion {
  readonly record: DataVersionRecord;
  /** "reviews@v3" */
  readonly title: string;
  readonly manifest: DataManifest;
  readonly layout: DataLayout;
}

/** Opens the version that a name means. @throws UnknownDataSetError, UnknownVersionError, AmbiguousVersionError, DamagedVersionError */
export async function openVersion(stores: DataStores, name: VersionName): Promise<DataVersion> {
  const versions = await stores.dataVersions.listVersions(name.name);
  if (versions.length === 0)
    throw new UnknownDataSetError(name.name, stores.folder, await stores.dataVersions.listNames());
  return loadVersion(stores.blobs, chooseVersion(versions, name));
}

/** Reads what a recorded version is. @throws DamagedVersionError, MissingBlobError, DamagedBlobError */
export async function loadVersion(blobs: BlobStore, record: DataVersionRecord): Promise<DataVersion> {
  const title = versionTitle(record);
  return {
    record,
    title,
    manifest: await readDocument(blobs, record.id, `The manifest of ${title}`, title, manifestConfig),
    layout: await readDocument(blobs, record.layout, `The layout of ${title}`, title, layoutConfig),
  };
}

async function readDocument<Value>(
  blobs: BlobStore,
  sha256: string,
  what: string,
  title: string,
  schema: z.ZodType<Value>,
): Promise<Value> {
  const chunks: Buffer[] = [];
  for await (const chunk of blobs.get(sha256)) chunks.push(chunk);
  try {
    return parseConfig(schema, JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown, what);
  } catch (error) {
    throw new DamagedVersionError(title, `blob ${sha256} cannot be understood (${(error as Error).message})`, error);
  }
}

/** Bytes of all blobs that hold the rows of a version; other versions may share them. */
export function layoutBytes({ parts, order, split }: DataLayout): number {
  return parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, (order?.sizeBytes ?? 0) + (split?.sizeBytes ?? 0));
}
