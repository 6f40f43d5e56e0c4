/**
 * @file A large file made of seeded words, and a process of its own that inspects or splits it and tells its peak memory.
 * Run as a program: `memory.sample.ts inspect FILE` or `memory.sample.ts split FILE FOLDER METHOD COLUMN`.
 */
import { execFile } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createRandom } from "../../foundation/index.ts";
import { inspectFile, splitFile } from "./index.ts";
import { splitConfig } from "./split.config.ts";

/** What such a process reports. */
export interface MemoryReport {
  readonly peakBytes: number;
  readonly seconds: number;
  readonly rows: number;
}

/** Writes a CSV of at least `bytes` bytes: rows of about 100 bytes, rarely one of a megabyte; gives the rows. */
export function writeLargeFile(file: string, bytes: number): number {
  const random = createRandom(0);
  const words = Array.from({ length: 50_000 }, () => random.uint32().toString(36));
  const handle = openSync(file, "wx");
  let written = writeSync(handle, "id,text,label,author,time\n");
  let rows = 0;
  while (written < bytes) {
    const lines: string[] = [];
    for (let line = 0; line < 20_000; line++, rows++) {
      const start = random.integer(words.length - 16);
      const picked = `${words.slice(start, start + 8).join(" ")} ${words[random.integer(words.length)]} ${rows % 1000 === 7 ? 7 : rows}`;
      const text = rows % 500_000 === 499_999 ? picked.repeat(12_000) : picked;
      lines.push(`${rows},"${text}",${rows % 3 === 0 ? "yes" : "no"},author ${rows % 100_000},${1.6e9 + rows}`);
    }
    lines.push("");
    written += writeSync(handle, lines.join("\n"));
  }
  closeSync(handle);
  return rows;
}

/** Runs this file as a program of its own. */
export async function measureMemory(...args: readonly string[]): Promise<MemoryReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=lexops-source",
    fileURLToPath(import.meta.url),
    ...args,
  ]);
  return JSON.parse(stdout) as MemoryReport;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [work, file = "", folder = "", method = "stratified", column] = process.argv.slice(2);
  const start = performance.now();
  const settings = splitConfig.parse({ method, column: column ?? null });
  const { rows } = work === "inspect" ? await inspectFile(file) : await splitFile(file, settings, 0, folder);
  const report: MemoryReport = {
    peakBytes: process.resourceUsage().maxRSS * 1024,
    seconds: (performance.now() - start) / 1000,
    rows,
  };
  process.stdout.write(JSON.stringify(report));
}
