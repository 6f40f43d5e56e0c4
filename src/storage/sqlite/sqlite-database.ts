/**
 * @file Node's own SQLite behind Kysely: WAL, and `synchronous=FULL`, so that what a transaction acknowledged survives
 * a loss of power.
 */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { Kysely, SqliteDialect } from "kysely";
import { DamagedDatabaseError, type Tables, UnopenableDatabaseError } from "../sql/index.ts";

/** How a database is opened. `immutable`: on a disk that nobody can write to. */
export type SqliteMode = "write" | "read" | "immutable";

/** Opens a database; in mode "write" it is made where it is missing. @throws DamagedDatabaseError, UnopenableDatabaseError */
export function openSqlite(file: string, mode: SqliteMode): Kysely<Tables> {
  const connection = attempt(file, () => connect(file, mode));
  return new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: {
        close: () => connection.close(),
        prepare(text) {
          const statement = attempt(file, () => connection.prepare(text));
          return {
            reader: statement.columns().length > 0,
            all: (values) => attempt(file, () => statement.all(...(values as SQLInputValue[]))),
            run: (values) => attempt(file, () => statement.run(...(values as SQLInputValue[]))),
            iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
          };
        },
      },
    }),
  });
}

function connect(file: string, mode: SqliteMode): DatabaseSync {
  const address = mode === "immutable" ? new URL(`${pathToFileURL(file).href}?immutable=1`) : file;
  const connection = new DatabaseSync(address, { readOnly: mode !== "write", timeout: 5000 });
  try {
    if (mode === "write") connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    else connection.prepare("SELECT count(*) FROM sqlite_schema").get(); // opening alone reads nothing
    connection.exec("PRAGMA foreign_keys = ON");
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

const resultCodes = { readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 };

/** SQLite's complaints as ours. */
function attempt<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { errcode, message } = error as Error & { errcode?: number };
    const code = errcode === undefined ? undefined : errcode & 0xff;
    if (code === resultCodes.corrupt || code === resultCodes.notADatabase)
      throw new DamagedDatabaseError(file, message, error);
    if (code === resultCodes.cannotOpen) throw new UnopenableDatabaseError(file, message, error);
    if (code === resultCodes.full) throw Object.assign(error as Error, { code: "ENOSPC", path: file });
    if (code === resultCodes.readOnly) throw Object.assign(error as Error, { code: "EROFS", path: file });
    throw error;
  }
}
