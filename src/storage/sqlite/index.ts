/** @file SQLite, the database of a home folder. */
export { openSqlite, type SqliteMode } from "./sqlite-database.ts";
