/** @file Files and folders that appear whole or not at all: written under a temporary name, synced, then renamed. */
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";

/** Makes a file's content, or the names in a folder, durable. */
export async function syncPath(target: string): Promise<void> {
  const handle = await open(target, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Some systems cannot sync a folder; the rename is then as durable as they allow.
    if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

const temporaryName = (target: string) =>
  path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID().slice(0, 8)}.tmp`);

/** Writes a file so that a reader sees the old content or the new, never a part. Creates missing folders. */
export function writeFileAtomic(target: string, content: Uint8Array | string): Promise<void> {
  return fillFileAtomic(target, async (temporary) => {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
  });
}

/**
 * Lets `fill` create a temporary file beside `target`, then renames it into place; when `fill` throws, nothing is left
 * and `target` is untouched.
 */
export async function fillFileAtomic(target: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const temporary = temporaryName(target);
  try {
    await fill(temporary);
    await syncPath(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncPath(path.dirname(target));
}

/**
 * Lets `fill` write into a temporary folder beside `target`, then renames it into place. An existing `target` is moved
 * aside first and removed last; when `fill` throws, `target` is untouched.
 */
export async function writeFolderAtomic(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const temporary = temporaryName(target);
  try {
    await mkdir(temporary);
    await fill(temporary);
    for (const entry of await readdir(temporary, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) await syncPath(path.join(entry.parentPath, entry.name));
    await replaceFolder(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  await syncPath(path.dirname(target));
}

async function replaceFolder(source: string, target: string): Promise<void> {
  const aside = temporaryName(target);
  const existed = await rename(target, aside).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  try {
    await rename(source, target);
  } catch (error) {
    if (existed) await rename(aside, target);
    throw error;
  }
  if (existed) await rm(aside, { recursive: true, force: true });
}
