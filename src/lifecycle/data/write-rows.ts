/** @file The one way in which rows are written: any format, row by row, whole or not at all. */
import path from "node:path";
import { fillFileAtomic, writeFolderAtomic } from "../../foundation/index.ts";
import type { DataWarning } from "./dataset.ts";
import { OutputFormatNeededError } from "./errors.ts";
import { extensionOf, isGzipName } from "./file-extension.ts";
import { formats } from "./formats/catalog.ts";
import type { RowSink, WriterOptions } from "./formats/table-format.ts";
import type { DataFormat } from "./formats.config.ts";
import { requireFreeFile, requireFreeFolder, writingTo } from "./output-place.ts";
import { plural } from "./warnings.ts";

/** What was written. */
export interface WriteResult {
  readonly rows: number;
  /** Columns that the format has no place for. */
  readonly leftOut: readonly string[];
}

/** The format that a name promises; a name without an extension is a folder's. @throws OutputFormatNeededError */
export function formatOfName(target: string): DataFormat {
  const extension = extensionOf(target);
  if (extension === "") return "hugging-face";
  for (const [name, { extensions }] of Object.entries(formats))
    if (extensions.includes(extension)) return name as DataFormat;
  throw new OutputFormatNeededError(target);
}

/**
 * Writes the rows that `feed` gives: it calls `begin` once, `write` for each row, and awaits `settle` every few
 * thousand rows. The place must be free: a file, or a folder for the format "hugging-face"; text is packed where the
 * name ends in `.gz`.
 * @throws OutputExistsError, OutputForbiddenError, NoRoomError, UnwritableRowError, UnwritableColumnError,
 * MissingRoleError, and what `feed` throws
 */
export async function writeRows(
  format: DataFormat,
  target: string,
  feed: (sink: RowSink) => Promise<void>,
  { signal, asPredictions }: Omit<WriterOptions, "gzip"> = {},
): Promise<WriteResult> {
  const { openWriter, extensions, text } = formats[format];
  const isFolder = extensions.length === 0;
  await (isFolder ? requireFreeFolder(target) : requireFreeFile(target));
  let written: WriteResult | undefined;
  await writingTo(target, () =>
    (isFolder ? writeFolderAtomic : fillFileAtomic)(path.resolve(target), async (temporary) => {
      const gzip = text !== undefined && isGzipName(target);
      const writer = await openWriter(temporary, { gzip, signal, asPredictions });
      let rows = 0;
      try {
        await feed({
          begin: (table) => writer.begin(table),
          write(row) {
            writer.write(row);
            rows++;
          },
          settle: () => writer.settle(),
        });
        written = { leftOut: await writer.finish(), rows };
      } catch (error) {
        await writer.abandon().catch(() => {}); // the first failure is the one to tell
        throw error;
      }
    }),
  );
  return written!;
}

/** Says which columns a format had no place for. */
export function leftOutWarnings(target: string, columns: readonly string[], rows: number): DataWarning[] {
  if (columns.length === 0) return [];
  const names = columns.map((name) => `"${name}"`).join(", ");
  const message = `${target} has no place for ${plural(columns.length, "column")} of the input: ${names}.`;
  return [{ code: "columns-left-out", message, count: rows, rows: [] }];
}
