/** @file A home folder that is opened when it is first needed, and closed when the work is done. */
import type { Home, HomeOptions } from "./open-home.ts";

/** Lazy access to one home folder. */
export interface HomeAccess {
  readonly folder: string;
  /** `undefined` where there is none yet. */
  read(): Promise<Home | undefined>;
  /** Locks it; makes it where it is missing. */
  write(): Promise<Home>;
  /** Lets go of it; it may be used again afterwards. */
  close(): Promise<void>;
}

/** Access to the home folder at `folder`; nothing is opened yet. */
export function createHomeAccess(folder: string, options: HomeOptions = {}): HomeAccess {
  let reader: Home | undefined;
  let writer: Home | undefined;
  const load = () => import("./open-home.ts"); // takes longer than many a command
  return {
    folder,
    async read() {
      reader ??= writer ?? (await (await load()).openHomeForReading(folder, options));
      return reader;
    },
    async write() {
      writer ??= await (await load()).openHomeForWriting(folder, options);
      return writer;
    },
    async close() {
      const open = new Set([reader, writer]);
      reader = undefined;
      writer = undefined;
      for (const home of open) await home?.close();
    },
  };
}
