/** @file A thread that digests the columns of one table and packs their pages, in the order in which they come. */
import { serveTasks, Transfer } from "../../foundation/index.ts";
import { type ColumnDigests, createColumnDigests } from "./column-digests.ts";
import type { FilledColumn } from "./parquet/column-buffer.ts";
import { packColumnHere } from "./parquet/page.ts";

let digests: ColumnDigests | undefined;

serveTasks({
  /** Takes the next rows; gives their pages where they are wanted. */
  take({ columns, packs }: { readonly columns: readonly FilledColumn[]; readonly packs: boolean }) {
    digests ??= createColumnDigests(columns.length);
    digests.update(columns);
    if (!packs) return [];
    const pages = columns.map((column) => {
      const { header, body, plainBytes } = packColumnHere(column);
      // Buffers may share memory with others, and that can't be moved.
      return { header: Uint8Array.from(header), body: Uint8Array.from(body), plainBytes };
    });
    return new Transfer(
      pages,
      pages.map(({ body }) => body.buffer),
    );
  },
  /** The digests of all columns. */
  finish: (columns: number) => (digests ?? createColumnDigests(columns)).finish(),
});
