/** @file What versions of data sets need of a home folder. */
import type { BlobStore } from "../blobs/index.ts";
import type { DataVersionStore } from "./data-version-store.ts";

/** The stores behind the ports. */
export interface DataStores {
  /** Where they are, for messages. */
  readonly folder: string;
  readonly blobs: BlobStore;
  readonly dataVersions: DataVersionStore;
}
