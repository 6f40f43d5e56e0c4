/** @file Tables, migrations and queries that every database of ours shares. */
export { DamagedDatabaseError, UnopenableDatabaseError } from "./errors.ts";
export { findSchemaVersion, migrate, requireKnownSchema, schemaVersion } from "./migrations.ts";
export type { Tables } from "./schema.ts";
export { createSqlDataVersionStore } from "./sql-data-version-store.ts";
export { createSqlPretrainedRecordStore } from "./sql-pretrained-record-store.ts";
