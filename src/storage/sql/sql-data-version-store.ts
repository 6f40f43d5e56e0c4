/** @file Versions of data sets in any database that Kysely speaks to. */
import type { Kysely, Selectable, Transaction } from "kysely";
import type { DataVersionRecord, DataVersionStore, NewDataVersion } from "../../lifecycle/data-versions/index.ts";
import type { Tables } from "./schema.ts";

type Row = Selectable<Tables["data_versions"]>;

/** Each method that writes is one transaction. */
export function createSqlDataVersionStore(database: Kysely<Tables>): DataVersionStore {
  return {
    async listNames() {
      const rows = await database
        .selectFrom("data_versions")
        .select("data_set")
        .distinct()
        .where("removed_at", "is", null)
        .orderBy("data_set")
        .execute();
      return rows.map(({ data_set }) => data_set);
    },
    async listVersions(name) {
      const rows = await database
        .selectFrom("data_versions")
        .selectAll()
        .where("data_set", "=", name)
        .where("removed_at", "is", null)
        .orderBy("number")
        .execute();
      return rows.map(recordOf);
    },
    addVersion: (version) => database.transaction().execute((transaction) => addVersion(transaction, version)),
    async removeVersion(name, number, removedAt) {
      const { numUpdatedRows } = await database
        .updateTable("data_versions")
        .set({ removed_at: removedAt })
        .where("data_set", "=", name)
        .where("number", "=", number)
        .where("removed_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async listBlobs() {
      const rows = await database.selectFrom("data_version_blobs").select("sha256").distinct().execute();
      return rows.map(({ sha256 }) => sha256);
    },
  };
}

async function addVersion(transaction: Transaction<Tables>, version: NewDataVersion) {
  const { name, id, layout, rows, storedBytes, addedFrom, createdAt, blobs } = version;
  const same = await transaction
    .selectFrom("data_versions")
    .selectAll()
    .where("data_set", "=", name)
    .where("id", "=", id)
    .executeTakeFirst();
  if (same !== undefined) {
    const wasRemoved = same.removed_at !== null;
    if (wasRemoved)
      await transaction
        .updateTable("data_versions")
        .set({ removed_at: null })
        .where("data_set", "=", name)
        .where("number", "=", same.number)
        .execute();
    return { version: recordOf(same), added: wasRemoved };
  }
  await transaction
    .insertInto("data_sets")
    .values({ name, created_at: createdAt })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const last = await transaction
    .selectFrom("data_versions")
    .select(({ fn }) => fn.max("number").as("number"))
    .where("data_set", "=", name)
    .executeTakeFirst();
  const row: Row = {
    data_set: name,
    number: Number(last?.number ?? 0) + 1,
    id,
    layout,
    rows,
    stored_bytes: storedBytes,
    added_from: addedFrom,
    created_at: createdAt,
    removed_at: null,
  };
  await transaction.insertInto("data_versions").values(row).execute();
  await transaction
    .insertInto("data_version_blobs")
    .values([...new Set(blobs)].map((sha256) => ({ data_set: name, number: row.number, sha256 })))
    .execute();
  return { version: recordOf(row), added: true };
}

function recordOf(row: Row): DataVersionRecord {
  return {
    name: row.data_set,
    number: row.number,
    id: row.id,
    layout: row.layout,
    rows: Number(row.rows),
    storedBytes: Number(row.stored_bytes),
    addedFrom: row.added_from,
    createdAt: row.created_at,
  };
}
