/** @file Which part of its split each row of a version belongs to, kept row by row beside the version's parts. */
import { createHash } from "node:crypto";
import type { BlobStore, PutBlob } from "../blobs/index.ts";
import type { DataVersion } from "./data-version.ts";
import { openPart } from "./parquet/part-reader.ts";
import { createPartWriter } from "./parquet/part-writer.ts";

/** What the column is called. */
export const SPLIT_COLUMN = "split";

const names = ["train", "validation", "test"].map((name) => Buffer.from(name));
const NONE = 3;

/** [rows] of 0 train, 1 validation, 2 test, 3 none, kept as a blob. */
export async function writeAssignment(blobs: BlobStore, assignment: Uint8Array): Promise<PutBlob> {
  const blob = await blobs.create();
  try {
    const writer = createPartWriter(blob, [{ name: SPLIT_COLUMN, type: "text" }]);
    for (const part of assignment) {
      writer.cells[0]!.append(names[part]);
      writer.endRows(1);
      await writer.settle();
    }
    return await writer.finish();
  } finally {
    await blob.discard();
  }
}

/** How many rows each part has, and the digest of the whole. */
export function describeAssignment(assignment: Uint8Array) {
  const counts = [0, 0, 0, 0];
  for (const part of assignment) counts[part]!++;
  const [train = 0, validation = 0, test = 0, none = 0] = counts;
  return { counts: { train, validation, test, none }, digest: createHash("sha256").update(assignment).digest("hex") };
}

/** Gives the part's name by row; `undefined` for a row in none. A byte a row stays in memory. */
export async function readAssignment(
  blobs: BlobStore,
  { manifest, layout }: DataVersion,
): Promise<(row: number) => Uint8Array | undefined> {
  if (layout.split === null) return () => undefined;
  const reader = await openPart(await blobs.open(layout.split.sha256));
  try {
    const assignment = new Uint8Array(manifest.rows);
    for (let group = 0; group + 1 < reader.starts.length; group++) {
      const [column] = await reader.readGroup(group, [0]);
      const start = reader.starts[group]!;
      for (let row = start; row < reader.starts[group + 1]!; row++) {
        const cell = column!.cell(row - start);
        assignment[row] = cell === undefined ? NONE : names.findIndex((name) => name.equals(cell));
      }
    }
    return (row) => names[assignment[row]!];
  } finally {
    await reader.close();
  }
}
