import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import type { Progress } from "../../foundation/index.ts";
import type { PretrainedManifest } from "./manifest.config.ts";

const chunkBytes = 1 << 20;

/** Copies files from one folder to another, new one and gives their sizes and hashes. */
export async function copyFiles(
  names: readonly string[],
  source: string,
  target: string,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<PretrainedManifest["files"]> {
  const files: PretrainedManifest["files"] = {};
  const chunk = Buffer.allocUnsafeSlow(chunkBytes);
  let done = 0;
  for (const name of names) {
    const hash = createHash("sha256");
    let sizeBytes = 0;
    const file = path.join(target, name);
    await mkdir(path.dirname(file), { recursive: true });
    const input = await open(path.join(source, name), "r");
    try {
      const output = await open(file, "wx");
      try {
        for (;;) {
          signal.throwIfAborted();
          const { bytesRead } = await input.read(chunk, 0, chunkBytes);
          if (bytesRead === 0) break;
          const bytes = chunk.subarray(0, bytesRead);
          hash.update(bytes);
          await output.writeFile(bytes);
          sizeBytes += bytesRead;
          done += bytesRead;
          progress({ task: "Copying", done, unit: "bytes" });
        }
      } finally {
        await output.close();
      }
    } finally {
      await input.close();
    }
    files[name] = { sha256: hash.digest("hex"), sizeBytes };
  }
  progress({ task: "Copying", done, total: done, unit: "bytes", finished: true });
  return files;
}
