import path from "node:path";

/** The last extension, lower-case; `.gz` and `.gzip` are looked through. */
export function extensionOf(file: string): string {
  return path.extname(file.toLowerCase().replace(/\.(gz|gzip)$/, ""));
}

/** Whether a name promises gzip. */
export const isGzipName = (file: string): boolean => /\.(gz|gzip)$/i.test(file);
