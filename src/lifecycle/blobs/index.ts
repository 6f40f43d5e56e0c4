/** @file Immutable bytes named by their SHA-256: the port that stores of them implement. */
export type { BlobInfo, BlobReader, BlobStore, BlobWriter, PutBlob } from "./blob-store.ts";
export { DamagedBlobError, MissingBlobError } from "./errors.ts";
