/** @file Writes formats made of text: each row becomes one piece of text between the format's framing. */
import { openFramedFile } from "../part-file.ts";
import type { Framing, TableWriter, WriterOptions, WrittenRow, WrittenTable } from "./table-format.ts";

/** How the rows of one table become text. */
export interface RowText {
  /** What stands before the first row, if anything. */
  readonly header?: Uint8Array;
  /** @throws UnwritableRowError */
  row(row: WrittenRow): Uint8Array;
  /** Columns that the format has no place for. */
  leftOut?(): readonly string[];
}

/** Opens a writer whose rows `describe` turns into text. */
export async function openTextWriter(
  target: string,
  { gzip }: WriterOptions,
  framing: Framing,
  describe: (table: WrittenTable) => RowText,
): Promise<TableWriter> {
  const file = openFramedFile(target, gzip, framing);
  let text: RowText | undefined;
  return {
    begin(table) {
      text = describe(table);
      file.begin(text.header);
    },
    write: (row) => file.row(text!.row(row)),
    settle: () => Promise.resolve(),
    async finish() {
      file.close();
      return text?.leftOut?.() ?? [];
    },
    async abandon() {
      file.discard();
    },
  };
}
