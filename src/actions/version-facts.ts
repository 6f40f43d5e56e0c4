/** @file A version as actions tell of it. */
import type { DataVersion, DataVersionRecord } from "../lifecycle/data-versions/index.ts";

/** What a version says of itself. */
export function versionFacts({ record, title, manifest }: DataVersion) {
  const { rows, columns, roles, split, licence, source, notes } = manifest;
  const { name, number, id } = record;
  return { name, version: title, number, id, rows, columns, roles, split, licence, source, notes };
}

/** A version in a list. */
export function versionRow({ number, id, rows, storedBytes, addedFrom, createdAt }: DataVersionRecord) {
  return { number, id, rows, storedBytes, addedFrom, createdAt };
}
