import type { Kysely } from "kysely";

/** One step from a schema to the next; it runs inside a transaction and sees the schema of the step before. */
export type Migration = (database: Kysely<never>) => Promise<void>;
