/** @file Records of imported models in any database that Kysely speaks to. */
import type { Kysely, Selectable } from "kysely";
import type { PretrainedRecord, PretrainedRecordStore } from "../../lifecycle/pretrained/index.ts";
import type { Tables } from "./schema.ts";

/** Each method that writes is one transaction. */
export function createSqlPretrainedRecordStore(database: Kysely<Tables>): PretrainedRecordStore {
  return {
    async list() {
      return (await database.selectFrom("pretrained_models").selectAll().orderBy("name").execute()).map(recordOf);
    },
    async find(name) {
      const row = await database
        .selectFrom("pretrained_models")
        .selectAll()
        .where("name", "=", name)
        .executeTakeFirst();
      return row === undefined ? undefined : recordOf(row);
    },
    async put({ name, ...facts }) {
      const { id, modelType, parameters, sizeBytes, licence, licenceFrom, source, createdAt } = facts;
      const row = {
        id,
        model_type: modelType,
        parameters,
        size_bytes: sizeBytes,
        licence,
        licence_from: licenceFrom,
        source,
        created_at: createdAt,
      };
      await database
        .insertInto("pretrained_models")
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
        .execute();
    },
    async remove(name) {
      const { numDeletedRows } = await database
        .deleteFrom("pretrained_models")
        .where("name", "=", name)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

function recordOf(row: Selectable<Tables["pretrained_models"]>): PretrainedRecord {
  return {
    name: row.name,
    id: row.id,
    modelType: row.model_type,
    parameters: Number(row.parameters),
    sizeBytes: Number(row.size_bytes),
    licence: row.licence,
    licenceFrom: row.licence_from,
    source: row.source,
    createdAt: row.created_at,
  };
}
