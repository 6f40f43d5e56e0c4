/** @file One file of a repository: in parts where the connection is cut, and only under its name once it is whole. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256File, syncPath } from "../../foundation/index.ts";
import { ChecksumMismatchError, HubAnswerError, HubUnreachableError } from "./errors.ts";
import { bytesOf, type HubClient, hubRequest } from "./hub-request.ts";
import type { HubFile } from "./list-files.ts";
import { fileUrl } from "./repository.ts";

/** What to fetch, and where to. */
export interface DownloadOptions {
  readonly repository: string;
  readonly commit: string;
  readonly file: HubFile;
  readonly folder: string;
  /** Told how many bytes of the file are here; fewer than before where it is begun anew. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Tries in a row that bring nothing, before a person is told. */
const mostFruitlessTries = 4;

/**
 * Fetches a file into `folder`. A part that is there (`NAME.part`) is continued, and stays when the work is aborted or
 * the connection is lost; a whole file that is there is kept. @throws ChecksumMismatchError, HubUnreachableError, what
 * a refusal means
 */
export async function downloadFile(client: HubClient, options: DownloadOptions): Promise<void> {
  const { file, folder, onBytes, signal } = options;
  const target = path.join(folder, file.path);
  await mkdir(path.dirname(target), { recursive: true });
  if ((await sizeOf(target)) === file.sizeBytes && (await digestOf(file, target, signal)) === file.checksum.hex)
    return onBytes(file.sizeBytes);
  const part = `${target}.part`;
  await fetchWhole(client, options, part);
  const found = await digestOf(file, part, signal);
  if (found !== file.checksum.hex) {
    await rm(part, { force: true });
    throw new ChecksumMismatchError(file.path, file.checksum.hex, found);
  }
  await syncPath(part);
  await rename(part, target);
}

/** Fetches until the part has the file's size, beginning again where it was cut for as long as that brings something. */
async function fetchWhole(client: HubClient, options: DownloadOptions, part: string): Promise<void> {
  const { sizeBytes } = options.file;
  let present = await sizeOf(part);
  if (present === undefined || present > sizeBytes) {
    await writeFile(part, "");
    present = 0;
  }
  options.onBytes(present);
  for (let fruitless = 0; present < sizeBytes; ) {
    const before: number = present;
    let lost: unknown;
    try {
      await fetchRest(client, options, part, present);
    } catch (error) {
      if (!(error instanceof HubUnreachableError)) throw error;
      lost = error;
    }
    present = (await sizeOf(part)) ?? 0;
    if (present >= sizeBytes) return;
    fruitless = present > before ? 0 : fruitless + 1;
    if (fruitless === mostFruitlessTries) throw lost ?? cutConnection(client, options, present);
    await sleep(client.retryDelayMs * 2 ** fruitless, undefined, { signal: options.signal });
  }
}

function cutConnection({ settings }: HubClient, { file }: DownloadOptions, present: number): HubUnreachableError {
  const { host } = new URL(settings.endpoint);
  return new HubUnreachableError(host, `the connection was cut at byte ${present} of ${file.path}`);
}

/** Adds what comes to the part; it may end early. */
async function fetchRest(client: HubClient, options: DownloadOptions, part: string, present: number): Promise<void> {
  const { repository, commit, file, onBytes, signal } = options;
  const response = await hubRequest(client, {
    url: fileUrl(client.settings, repository, commit, file.path),
    repository,
    what: `file ${file.path} in ${repository}`,
    headers: present === 0 ? {} : { range: `bytes=${present}-` },
    signal,
  });
  const isRest = response.status === 206;
  const range = response.headers.get("content-range") ?? "";
  const { host } = new URL(client.settings.endpoint);
  if (isRest && !range.startsWith(`bytes ${present}-`)) {
    await response.body?.cancel();
    throw new HubAnswerError(host, `it gave another range of ${file.path} than was asked for`);
  }
  const handle = await open(part, isRest ? "a" : "w");
  try {
    let bytes = isRest ? present : 0;
    for await (const chunk of bytesOf(client, response, signal)) {
      bytes += chunk.length;
      if (bytes > file.sizeBytes) {
        await handle.truncate(0);
        throw new HubAnswerError(host, `${file.path} has more than the ${file.sizeBytes} bytes that it announced`);
      }
      await handle.writeFile(chunk);
      onBytes(bytes);
    }
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  const stats = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  return stats?.size;
}

/** The checksum of a file here, of the kind that the hub gave. */
async function digestOf({ checksum, sizeBytes }: HubFile, file: string, signal: AbortSignal): Promise<string> {
  if (checksum.type === "sha256") return sha256File(file, { signal });
  // Git hashes its own header with the content.
  const hash = createHash("sha1").update(`blob ${sizeBytes}\0`);
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest("hex");
}
