/** @file A home folder for a test, and what versions in it hold. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { type DataSource, readRows } from "../../src/lifecycle/data/index.ts";
import {
  type AddedVersion,
  addVersion,
  openVersion,
  requireVersionName,
  type VersionFacts,
  versionSource,
} from "../../src/lifecycle/data-versions/index.ts";
import { createHomeAccess } from "../../src/storage/home/index.ts";

/** A cell as text, as a list, or null. */
export type Cell = string | readonly string[] | null;

const root = mkdtempSync(path.join(tmpdir(), "lexops-versions-"));
after(() => rmSync(root, { recursive: true }));

/** A new home folder, not yet made; sources of so many bytes count as large. */
export function openTestHome(largeBytes?: number) {
  const folder = path.join(mkdtempSync(path.join(root, "case-")), ".lexops");
  const home = createHomeAccess(folder);
  let files = 0;

  /** Writes a file beside the home folder. */
  function file(content: string, extension = "csv"): string {
    const place = path.join(path.dirname(folder), `${files++}.${extension}`);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
    return place;
  }

  async function add(source: DataSource, name = "reviews", facts: VersionFacts = {}): Promise<AddedVersion> {
    try {
      const createdAt = "2026-01-02T03:04:05.000Z";
      return await addVersion(await home.write(), source, { name, facts, addedFrom: null, createdAt, largeBytes });
    } finally {
      await home.close();
    }
  }

  async function source(name: string) {
    try {
      const stores = (await home.read())!;
      return versionSource(stores.blobs, await openVersion(stores, requireVersionName(name)));
    } finally {
      await home.close();
    }
  }

  return { folder, home, file, add, source };
}

/** Every row of a source, the names of its columns first. */
export async function allRows(source: DataSource): Promise<readonly (readonly Cell[])[]> {
  const rows: Cell[][] = [];
  let columns: readonly number[] = [];
  const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : Buffer.from(bytes).toString("utf8"));
  await readRows(
    source,
    { task: "Reading" },
    {
      begin(table) {
        rows.push([...table.columns]);
        columns = table.columns.map((_, column) => column);
        return columns;
      },
      row: (row) => void rows.push(columns.map((column) => row.list(column) ?? text(row.cell(column)))),
    },
  );
  return rows;
}

/** A table as CSV. */
export function csvOf(rows: readonly (readonly string[])[], header: readonly string[] = ["text", "label"]): string {
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  return `${[header, ...rows].map(line).join("\n")}\n`;
}

/** Texts with labels, all different. */
export function sampleRows(count: number, seed = "rows"): string[][] {
  const random = createRandom(seed);
  const words = ["the", "film", "was", "great", 'so "called"', "boring,", "naïve", "第一", "🙂", "line\nbreak"];
  return Array.from({ length: count }, (_, row) => [
    `${Array.from({ length: 3 + random.integer(20) }, () => words[random.integer(words.length)]!).join(" ")} ${row}`,
    random.float() < 0.5 ? "positive" : "negative",
  ]);
}
