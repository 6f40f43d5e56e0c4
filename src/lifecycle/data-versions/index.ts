/** @file Versions of data sets: immutable, named by their content. */
export type { DataVersionRecord, DataVersionStore, NewDataVersion } from "./data-version-store.ts";
