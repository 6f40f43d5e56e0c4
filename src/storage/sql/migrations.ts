/** @file The steps from each schema to the next, in order. A published step never changes; a change is a further step. */
import type { Kysely } from "kysely";
import { createDataVersions } from "./create-data-versions.ts";
import { createPretrainedModels } from "./create-pretrained-models.ts";
import { NewerDatabaseError } from "./errors.ts";
import type { Migration } from "./migration.ts";
import type { Tables } from "./schema.ts";

/** The schema version is how many of these have run. */
const migrations: readonly Migration[] = [createDataVersions, createPretrainedModels];

/** The schema version that this program writes. */
export const schemaVersion = migrations.length;

/** The schema version of a database; 0 where nothing was made yet. */
export async function findSchemaVersion(database: Kysely<Tables>): Promise<number> {
  const tables = await database.introspection.getTables();
  if (!tables.some(({ name }) => name === "schema_version")) return 0;
  const row = await database.selectFrom("schema_version").select("version").executeTakeFirst();
  return row?.version ?? 0;
}

/** Refuses a database that a newer program has written to. `place` names it. @throws NewerDatabaseError */
export function requireKnownSchema(version: number, place: string): void {
  if (version > schemaVersion) throw new NewerDatabaseError(place, version, schemaVersion);
}

/** Brings a database to the current schema, all steps or none. @throws NewerDatabaseError */
export async function migrate(database: Kysely<Tables>, place: string): Promise<void> {
  const found = await findSchemaVersion(database);
  requireKnownSchema(found, place);
  if (found === schemaVersion) return;
  await database.transaction().execute(async (transaction) => {
    if (found === 0) {
      await transaction.schema
        .createTable("schema_version")
        .addColumn("version", "integer", (column) => column.notNull())
        .execute();
      await transaction.insertInto("schema_version").values({ version: 0 }).execute();
    }
    for (const step of migrations.slice(found)) await step(transaction as unknown as Kysely<never>);
    await transaction.updateTable("schema_version").set({ version: schemaVersion }).execute();
  });
}
