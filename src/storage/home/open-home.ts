/** @file The home folder: metadata in SQLite, content in blobs, one writer at a time. */
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Kysely } from "kysely";
import type { BlobStore } from "../../lifecycle/blobs/index.ts";
import type { DataVersionStore } from "../../lifecycle/data-versions/index.ts";
import type { Download, PretrainedFolderStore, PretrainedRecordStore } from "../../lifecycle/pretrained/index.ts";
import { createFolderBlobStore, createPretrainedFolderStore } from "../files/index.ts";
import {
  createSqlDataVersionStore,
  createSqlPretrainedRecordStore,
  findSchemaVersion,
  migrate,
  requireKnownSchema,
  schemaVersion,
  type Tables,
  UnopenableDatabaseError,
} from "../sql/index.ts";
import { openSqlite } from "../sqlite/index.ts";
import { HomeInTheWayError } from "./errors.ts";
import { openDownload } from "./open-download.ts";
import { lockForWriting } from "./writer-lock.ts";

/** An open home folder. */
export interface Home {
  readonly folder: string;
  readonly blobs: BlobStore;
  readonly dataVersions: DataVersionStore;
  readonly pretrained: PretrainedRecordStore;
  readonly pretrainedFolders: PretrainedFolderStore;
  openDownload(key: string): Promise<Download>;
  close(): Promise<void>;
}

/** How a home folder is opened. */
export interface HomeOptions {
  /** How long a writer waits for another. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

const DATABASE = "lexops.sqlite";
const WAIT_MS = 5000;
const never = new AbortController().signal;

/**
 * Opens a home folder for writing, and makes it where it is missing. Nobody else writes until it is closed; what a
 * killed writer left half-written is removed.
 * @throws HomeLockedError, HomeInTheWayError, NewerDatabaseError, DamagedDatabaseError
 */
export async function openHomeForWriting(folder: string, options: HomeOptions = {}): Promise<Home> {
  const { waitMs = WAIT_MS, signal = never } = options;
  await makeHome(folder);
  const lock = await lockForWriting(folder, { waitMs, signal });
  let database: Kysely<Tables> | undefined;
  try {
    await rm(temporaryFolder(folder), { recursive: true, force: true });
    database = openSqlite(path.join(folder, DATABASE), "write");
    await migrate(database, path.join(folder, DATABASE));
    return openedHome(folder, database, lock.release);
  } catch (error) {
    await database?.destroy();
    await lock.release();
    throw error;
  }
}

/**
 * Opens a home folder for reading, also while another process writes and also where nobody may write; `undefined`
 * where there is none yet. @throws NewerDatabaseError, DamagedDatabaseError
 */
export async function openHomeForReading(folder: string, options: HomeOptions = {}): Promise<Home | undefined> {
  const file = path.join(folder, DATABASE);
  if ((await stat(file).catch(ignoreMissing)) === undefined) return undefined;
  const database = openForReading(file);
  try {
    const version = await findSchemaVersion(database);
    requireKnownSchema(version, file);
    if (version === schemaVersion) return openedHome(folder, database, async () => {});
  } catch (error) {
    await database.destroy();
    throw error;
  }
  await database.destroy();
  return openHomeForWriting(folder, options); // an older schema is brought up to date first
}

const temporaryFolder = (folder: string) => path.join(folder, "temporary");

function openForReading(file: string): Kysely<Tables> {
  try {
    return openSqlite(file, "read");
  } catch (error) {
    // Reading with a write-ahead log needs a file beside it, which a read-only disk refuses.
    if (error instanceof UnopenableDatabaseError || (error as NodeJS.ErrnoException).code === "EROFS")
      return openSqlite(file, "immutable");
    throw error;
  }
}

function openedHome(folder: string, database: Kysely<Tables>, release: () => Promise<void>): Home {
  return {
    folder,
    blobs: createFolderBlobStore(path.join(folder, "blobs"), temporaryFolder(folder)),
    dataVersions: createSqlDataVersionStore(database),
    pretrained: createSqlPretrainedRecordStore(database),
    pretrainedFolders: createPretrainedFolderStore(path.join(folder, "pretrained"), temporaryFolder(folder)),
    openDownload: (key) => openDownload(path.join(folder, "downloads", key)),
    async close() {
      await database.destroy();
      await release();
    },
  };
}

/** A folder of ours, or one that may become ours: missing or empty. */
async function makeHome(folder: string): Promise<void> {
  const found = await stat(folder).catch(ignoreMissing);
  if (found !== undefined && !found.isDirectory()) throw new HomeInTheWayError(folder, "it is a file");
  const entries = found === undefined ? [] : await readdir(folder);
  if (entries.includes("writer.lock")) return;
  if (entries.some((name) => name !== ".gitignore"))
    throw new HomeInTheWayError(folder, "it holds other files and was not made by Lexops");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, ".gitignore"), "*\n");
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}
