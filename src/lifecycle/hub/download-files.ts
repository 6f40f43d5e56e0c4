/** @file The wanted files of a repository, one after the other, with one progress for all. */
import { statfs } from "node:fs/promises";
import path from "node:path";
import type { Progress } from "../../foundation/index.ts";
import { downloadFile } from "./download-file.ts";
import { NoRoomForFilesError, NoSafetensorsError } from "./errors.ts";
import type { HubClient } from "./hub-request.ts";
import type { HubFile, HubListing } from "./list-files.ts";

/** Where files are fetched to, and who watches. */
export interface DownloadAllOptions {
  readonly repository: string;
  readonly listing: HubListing;
  /** Which files are wanted, by their paths; they lead out of no folder. */
  readonly isWanted: (path: string) => boolean;
  /** Each commit's files lie in a folder of their own inside. */
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const pickled = ["pytorch_model.bin", "tf_model.h5", "flax_model.msgpack"];

/** Fetches what is not there yet, and gives the folder. @throws NoSafetensorsError, NoRoomForFilesError, what `downloadFile` throws */
export async function downloadFiles(client: HubClient, options: DownloadAllOptions): Promise<string> {
  const { repository, listing, isWanted, progress, signal } = options;
  const wanted = withoutSecondWeights(listing.files.filter(({ path: name }) => isWanted(name)));
  if (!wanted.some(({ path: name }) => name.endsWith(".safetensors")))
    throw new NoSafetensorsError(repository, listing.files.find(({ path: name }) => pickled.includes(name))?.path);
  const total = wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  await requireRoom(repository, options.folder, total);
  const folder = path.join(options.folder, listing.commit);
  let before = 0;
  const event = { task: `Fetching ${repository}`, total, unit: "bytes" };
  for (const file of wanted) {
    signal.throwIfAborted();
    const onBytes = (bytes: number) => progress({ ...event, done: before + bytes });
    await downloadFile(client, { repository, commit: listing.commit, file, folder, onBytes, signal });
    before += file.sizeBytes;
  }
  progress({ ...event, done: total, finished: true });
  return folder;
}

/** Where the weights are in one file, shards of the same are not wanted. */
function withoutSecondWeights(files: readonly HubFile[]): readonly HubFile[] {
  if (!files.some(({ path: name }) => name === "model.safetensors")) return files;
  return files.filter(
    ({ path: name }) => !/^model(-\d{5}-of-\d{5}\.safetensors|\.safetensors\.index\.json)$/.test(name),
  );
}

async function requireRoom(repository: string, folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < neededBytes) throw new NoRoomForFilesError(repository, folder, neededBytes, bavail * bsize);
}
