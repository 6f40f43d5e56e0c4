/**
 * @file Blobs in a folder: `ab/abcdef…`, read-only files. Each is written under a temporary name in `temporaryFolder`
 * (on the same disk), synced, then renamed, so that a blob is there whole or not at all.
 */
import { createHash, randomUUID } from "node:crypto";
import { chmod, type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { sha256, syncPath } from "../../foundation/index.ts";
import {
  type BlobInfo,
  type BlobReader,
  type BlobStore,
  type BlobWriter,
  DamagedBlobError,
  MissingBlobError,
  type PutBlob,
} from "../../lifecycle/blobs/index.ts";

const CHUNK_BYTES = 1 << 20;
const blobName = /^[0-9a-f]{64}$/;

/** Opens the store; folders are made when the first blob is written. */
export function createFolderBlobStore(folder: string, temporaryFolder: string): BlobStore {
  const placeOf = (name: string) => path.join(folder, name.slice(0, 2), name);

  async function find(name: string): Promise<BlobInfo | undefined> {
    if (!blobName.test(name)) return undefined;
    const stats = await stat(placeOf(name)).catch(ignoreMissing);
    return stats?.isFile() ? { sha256: name, sizeBytes: stats.size } : undefined;
  }

  async function create(): Promise<BlobWriter> {
    await mkdir(temporaryFolder, { recursive: true });
    const temporary = path.join(temporaryFolder, `${randomUUID()}.blob`);
    const handle = await open(temporary, "wx");
    const hash = createHash("sha256");
    let sizeBytes = 0;
    let isOpen = true;

    async function discard(): Promise<void> {
      if (!isOpen) return;
      isOpen = false;
      await handle.close();
      await rm(temporary, { force: true });
    }

    return {
      async write(bytes) {
        hash.update(bytes);
        sizeBytes += bytes.length;
        await writeAll(handle, bytes);
      },
      async commit() {
        const name = hash.digest("hex");
        if ((await find(name)) !== undefined) {
          await discard();
          return { sha256: name, sizeBytes, added: false };
        }
        try {
          await handle.sync();
        } catch (error) {
          await discard();
          throw error;
        }
        isOpen = false;
        await handle.close();
        await moveIntoPlace(temporary, name);
        return { sha256: name, sizeBytes, added: true };
      },
      discard,
    };
  }

  async function moveIntoPlace(temporary: string, name: string): Promise<void> {
    const place = placeOf(name);
    try {
      await chmod(temporary, 0o444);
      const isNew = (await mkdir(path.dirname(place), { recursive: true })) !== undefined;
      await rename(temporary, place);
      await syncPath(path.dirname(place));
      if (isNew) await syncPath(folder);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async function put(content: Uint8Array): Promise<PutBlob> {
    const name = sha256(content);
    const found = await find(name);
    if (found?.sizeBytes === content.length) return { ...found, added: false };
    const writer = await create();
    try {
      await writer.write(content);
      return await writer.commit();
    } catch (error) {
      await writer.discard();
      throw error;
    }
  }

  async function openBlob(name: string): Promise<BlobReader> {
    const place = placeOf(name);
    const handle = blobName.test(name) ? await open(place, "r").catch(ignoreMissing) : undefined;
    if (handle === undefined) throw new MissingBlobError(name, place);
    const { size } = await handle.stat();
    return {
      sha256: name,
      sizeBytes: size,
      async read(offset, length) {
        const bytes = Buffer.allocUnsafeSlow(length);
        for (let done = 0; done < length; ) {
          const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
          if (bytesRead === 0) throw new DamagedBlobError(place, `it ends after ${size} bytes`);
          done += bytesRead;
        }
        return bytes;
      },
      close: () => handle.close(),
    };
  }

  async function* get(name: string): AsyncGenerator<Buffer> {
    const reader = await openBlob(name);
    const hash = createHash("sha256");
    try {
      for (let at = 0; at < reader.sizeBytes; at += CHUNK_BYTES) {
        const chunk = await reader.read(at, Math.min(CHUNK_BYTES, reader.sizeBytes - at));
        hash.update(chunk);
        yield chunk;
      }
    } finally {
      await reader.close();
    }
    if (hash.digest("hex") !== name) throw new DamagedBlobError(placeOf(name), "its SHA-256 is not its name");
  }

  async function* list(): AsyncGenerator<BlobInfo> {
    const shards = (await readdir(folder).catch(ignoreMissing)) ?? [];
    for (const shard of shards.toSorted()) {
      if (!/^[0-9a-f]{2}$/.test(shard)) continue;
      for (const name of (await readdir(path.join(folder, shard))).toSorted()) {
        const found = await find(name);
        if (found !== undefined) yield found;
      }
    }
  }

  return {
    create,
    put,
    get,
    open: openBlob,
    find,
    list,
    async delete(name) {
      if ((await find(name)) === undefined) return false;
      await rm(placeOf(name));
      await syncPath(path.dirname(placeOf(name)));
      return true;
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}
