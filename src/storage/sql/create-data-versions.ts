import type { Migration } from "./migration.ts";

/** Schema 1: data sets, their versions, and the blobs that each version needs. */
export const createDataVersions: Migration = async (database) => {
  const { schema } = database;
  await schema
    .createTable("data_sets")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await schema
    .createTable("data_versions")
    .addColumn("data_set", "text", (column) => column.notNull().references("data_sets.name"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("layout", "text", (column) => column.notNull())
    .addColumn("rows", "bigint", (column) => column.notNull())
    .addColumn("stored_bytes", "bigint", (column) => column.notNull())
    .addColumn("added_from", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("removed_at", "text")
    .addPrimaryKeyConstraint("data_versions_key", ["data_set", "number"])
    .addUniqueConstraint("data_versions_id", ["data_set", "id"])
    .execute();
  await schema
    .createTable("data_version_blobs")
    .addColumn("data_set", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("sha256", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("data_version_blobs_key", ["data_set", "number", "sha256"])
    .addForeignKeyConstraint("data_version_blobs_version", ["data_set", "number"], "data_versions", [
      "data_set",
      "number",
    ])
    .execute();
  await schema.createIndex("data_version_blobs_sha256").on("data_version_blobs").column("sha256").execute();
};
