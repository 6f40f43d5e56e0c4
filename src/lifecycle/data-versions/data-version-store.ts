/** @file The port through which versions of data sets are listed and recorded. What they hold lies in blobs. */

/** One version of a data set, as it was recorded. */
export interface DataVersionRecord {
  /** The data set. */
  readonly name: string;
  /** 1 for the first; never given twice. */
  readonly number: number;
  /** SHA-256 of the manifest, which is a blob: the version's id. */
  readonly id: string;
  /** The blob that says in which parts its rows lie. */
  readonly layout: string;
  readonly rows: number;
  /** Bytes that this version added to what was stored before. */
  readonly storedBytes: number;
  /** The name, without folders, of the file that it was made from. */
  readonly addedFrom: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A version to be recorded. */
export interface NewDataVersion extends Omit<DataVersionRecord, "number"> {
  /** Every blob that it needs, the manifest and layout among them. */
  readonly blobs: readonly string[];
}

/** Versions of data sets. Every implementation passes `test/storage/data-version-store-suite.ts`. */
export interface DataVersionStore {
  /** Names of the data sets that have a version, in order. */
  listNames(): Promise<readonly string[]>;
  /** The versions of a data set, oldest first; none where there is no such data set. */
  listVersions(name: string): Promise<readonly DataVersionRecord[]>;
  /** Records a version under the next number, or gives the one that has the same id; removed ones come back. Durable. */
  addVersion(version: NewDataVersion): Promise<{ readonly version: DataVersionRecord; readonly added: boolean }>;
  /** Takes a version off the lists; what it holds stays until a purge. Whether there was one. */
  removeVersion(name: string, number: number, removedAt: string): Promise<boolean>;
  /** Every blob that a version needs, removed versions among them. */
  listBlobs(): Promise<readonly string[]>;
}
