/** @file Digests columns while rows pass, and packs their pages: on this thread, or on another where there is much to do. */
import { createWorkerPool, siblingModule } from "../../foundation/index.ts";
import { createColumnDigests } from "./column-digests.ts";
import type { FilledColumn } from "./parquet/column-buffer.ts";
import { type Page, packColumn } from "./parquet/page.ts";

/** Takes the columns of row groups in order. */
export interface ColumnDigester {
  /** The columns' bytes are the digester's from now on. */
  digest(columns: readonly FilledColumn[]): Promise<void>;
  /** The same, and gives their pages. */
  pack(columns: readonly FilledColumn[]): Promise<readonly Page[]>;
  /** [columns] */
  finish(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** For little data: starting a thread would take longer than the work. */
export function createDigester(columns: number): ColumnDigester {
  const digests = createColumnDigests(columns);
  return {
    async digest(filled) {
      digests.update(filled);
    },
    pack(filled) {
      digests.update(filled);
      return Promise.all(filled.map(packColumn));
    },
    finish: async () => digests.finish(),
    close: async () => {},
  };
}

/** With a thread of its own. */
export function createThreadedDigester(columns: number): ColumnDigester {
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "digest-worker"), threads: 1 });
  const take = (filled: readonly FilledColumn[], packs: boolean) =>
    pool.run<readonly Page[]>(
      "take",
      { columns: filled, packs },
      { transfer: filled.map(({ plain }) => plain.buffer as ArrayBuffer) },
    );
  return {
    async digest(filled) {
      await take(filled, false);
    },
    pack: (filled) => take(filled, true),
    finish: () => pool.run("finish", columns),
    close: () => pool.close(),
  };
}
