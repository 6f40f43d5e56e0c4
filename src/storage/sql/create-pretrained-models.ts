import type { Migration } from "./migration.ts";

/** Schema 2: imported models by name; their files lie in folders of their own. */
export const createPretrainedModels: Migration = async ({ schema }) => {
  await schema
    .createTable("pretrained_models")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("model_type", "text", (column) => column.notNull())
    .addColumn("parameters", "bigint", (column) => column.notNull())
    .addColumn("size_bytes", "bigint", (column) => column.notNull())
    .addColumn("licence", "text")
    .addColumn("licence_from", "text")
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
};
