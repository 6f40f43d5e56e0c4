/** @file Blobs and imported models in folders. */
export { createFolderBlobStore } from "./folder-blob-store.ts";
export { createPretrainedFolderStore } from "./pretrained-folders.ts";
