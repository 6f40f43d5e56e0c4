/** @file Divides a text file by the part of each row: rows stand in the parts as they stood in the file. */
import path from "node:path";
import { ChangedFileError } from "./errors.ts";
import { formats } from "./formats/catalog.ts";
import { openFramedFile } from "./part-file.ts";
import { readRows } from "./rows.ts";
import type { SplitRequest } from "./split-parts.ts";

/** Writes one file for each part. @throws ChangedFileError, CancelledError */
export async function splitText({
  source,
  file,
  summary,
  partOfRow,
  parts,
  folder,
  format,
  options,
}: SplitRequest): Promise<void> {
  const { framing } = formats[format].text!;
  const files = new Map(
    parts.map(({ part, fileName }) => [part, openFramedFile(path.join(folder, fileName), summary.gzip, framing)]),
  );
  try {
    const { digest } = await readRows(
      source,
      { task: `Writing the parts of ${path.basename(file)}`, progress: options.progress, signal: options.signal },
      {
        begin(_, header) {
          for (const target of files.values()) target.begin(header.length > 0 ? header : undefined);
          return [];
        },
        row(row) {
          const target = files.get(partOfRow[row.number - 1]!);
          if (target === undefined) throw new ChangedFileError(file);
          target.row(row.raw());
        },
      },
    );
    if (digest !== summary.digest) throw new ChangedFileError(file);
  } catch (error) {
    for (const target of files.values()) target.discard();
    throw error;
  }
  for (const target of files.values()) target.close();
}
