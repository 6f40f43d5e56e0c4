/** @file The tables as Kysely sees them, the same in every database. */

interface DataSetsTable {
  readonly name: string;
  readonly created_at: string;
}

interface DataVersionsTable {
  readonly data_set: string;
  readonly number: number;
  readonly id: string;
  readonly layout: string;
  readonly rows: number;
  readonly stored_bytes: number;
  readonly added_from: string | null;
  readonly created_at: string;
  readonly removed_at: string | null;
}

interface DataVersionBlobsTable {
  readonly data_set: string;
  readonly number: number;
  readonly sha256: string;
}

interface PretrainedModelsTable {
  readonly name: string;
  readonly id: string;
  readonly model_type: string;
  readonly parameters: number;
  readonly size_bytes: number;
  readonly licence: string | null;
  readonly licence_from: string | null;
  readonly source: string;
  readonly created_at: string;
}

/** Every table. */
export interface Tables {
  readonly schema_version: { readonly version: number };
  readonly data_sets: DataSetsTable;
  readonly data_versions: DataVersionsTable;
  readonly data_version_blobs: DataVersionBlobsTable;
  readonly pretrained_models: PretrainedModelsTable;
}
