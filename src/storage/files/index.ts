/** @file Blobs in a folder. */
export { createFolderBlobStore } from "./folder-blob-store.ts";
