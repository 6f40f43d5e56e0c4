/** @file Folders of imported models, named by their ids: filled under a temporary name, synced, then renamed; read-only files. */
import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { syncPath } from "../../foundation/index.ts";
import type { PretrainedFolderStore, StagedFolder } from "../../lifecycle/pretrained/index.ts";

const folderName = /^[0-9a-f]{64}$/;

/** Opens the store; `temporaryFolder` is on the same disk. Folders are made when the first model is written. */
export function createPretrainedFolderStore(folder: string, temporaryFolder: string): PretrainedFolderStore {
  const placeOf = (id: string) => path.join(folder, id);
  const aside = () => path.join(temporaryFolder, `${randomUUID()}.model`);

  async function find(id: string): Promise<string | undefined> {
    if (!folderName.test(id)) return undefined;
    const stats = await stat(placeOf(id)).catch(ignoreMissing);
    return stats?.isDirectory() ? placeOf(id) : undefined;
  }

  async function stage(): Promise<StagedFolder> {
    const staged = aside();
    await mkdir(staged, { recursive: true });
    return {
      folder: staged,
      async commit(id) {
        const found = await find(id);
        if (found !== undefined) return found;
        for (const entry of await readdir(staged, { recursive: true, withFileTypes: true })) {
          const place = path.join(entry.parentPath, entry.name);
          if (entry.isFile()) await chmod(place, 0o444);
          await syncPath(place);
        }
        await mkdir(folder, { recursive: true });
        await rename(staged, placeOf(id));
        await syncPath(folder);
        return placeOf(id);
      },
      discard: () => rm(staged, { recursive: true, force: true }),
    };
  }

  return {
    stage,
    find,
    async list() {
      return ((await readdir(folder).catch(ignoreMissing)) ?? []).filter((name) => folderName.test(name)).sort();
    },
    async remove(id) {
      if ((await find(id)) === undefined) return false;
      const gone = aside();
      await mkdir(temporaryFolder, { recursive: true });
      await rename(placeOf(id), gone);
      await syncPath(folder);
      await rm(gone, { recursive: true, force: true });
      return true;
    },
  };
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}
