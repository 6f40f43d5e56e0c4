/** @file Versions of data sets: immutable, named by their content, stored as what changed since the version before. */
export { type AddedVersion, addVersion } from "./add-version.ts";
export type { DataStores } from "./data-stores.ts";
export { type DataVersion, layoutBytes, openVersion } from "./data-version.ts";
export type { DataVersionRecord, DataVersionStore, NewDataVersion } from "./data-version-store.ts";
export { diffData } from "./diff/diff-data.ts";
export { UnknownDataError, UnknownDataSetError } from "./errors.ts";
export type { DataManifest } from "./manifest.config.ts";
export type { VersionFacts } from "./version-facts.ts";
export { parseVersionName, requireVersionName, type VersionName } from "./version-name.ts";
export { versionSource } from "./version-source.ts";
