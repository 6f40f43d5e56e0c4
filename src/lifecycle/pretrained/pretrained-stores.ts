/** @file The ports through which imported models are kept: their records, and their folders. */

/** One imported model, as it was recorded. */
export interface PretrainedRecord {
  /** What it is called in this home folder, for example "all-minilm" or "owner/name". */
  readonly name: string;
  /** SHA-256 of its manifest. */
  readonly id: string;
  /** The architecture family, for example "bert". */
  readonly modelType: string;
  readonly parameters: number;
  readonly sizeBytes: number;
  /** An SPDX identifier where it is known; null where nobody said. */
  readonly licence: string | null;
  /** Who said so: "told", or the file that does. */
  readonly licenceFrom: string | null;
  /** Where it came from: the folder's name, or "owner/name@commit" of a hub. */
  readonly source: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Records of imported models. Every implementation passes `test/storage/pretrained-record-suite.ts`. */
export interface PretrainedRecordStore {
  /** By name. */
  list(): Promise<readonly PretrainedRecord[]>;
  find(name: string): Promise<PretrainedRecord | undefined>;
  /** Records it, in place of an older record of this name. Durable. */
  put(record: PretrainedRecord): Promise<void>;
  /** Whether there was one. */
  remove(name: string): Promise<boolean>;
}

/** A folder that is being filled; visible to nobody before `commit`. */
export interface StagedFolder {
  readonly folder: string;
  /** Makes it durable under `id`, or drops it where that is there already; gives where it is. */
  commit(id: string): Promise<string>;
  /** Leaves nothing; harmless after `commit`. */
  discard(): Promise<void>;
}

/** Folders of imported models by their id: whole or not there at all. */
export interface PretrainedFolderStore {
  stage(): Promise<StagedFolder>;
  /** Where it is. */
  find(id: string): Promise<string | undefined>;
  list(): Promise<readonly string[]>;
  /** Whether there was one. */
  remove(id: string): Promise<boolean>;
}

/** A place for what is being fetched, which outlives the process. */
export interface Download {
  readonly folder: string;
  /** Lets others fetch it; what was fetched stays. */
  release(): Promise<void>;
  /** Removes what was fetched. */
  clear(): Promise<void>;
}

/** What imported models need of a home folder. */
export interface PretrainedStores {
  /** Where they are, for messages. */
  readonly folder: string;
  readonly pretrained: PretrainedRecordStore;
  readonly pretrainedFolders: PretrainedFolderStore;
  /** A place for what is fetched under this key; it is nobody else's until it is released, also when the home is closed. */
  openDownload(key: string): Promise<Download>;
}
