import type { api } from "../api/index.ts";
import { convertFile } from "../lifecycle/data/index.ts";
import { versionSource } from "../lifecycle/data-versions/index.ts";
import type { Action } from "./action.ts";
import { namedVersion } from "./named-version.ts";

/** A version of a data set as a file. */
export const exportData: Action<typeof api.exportData> = async (context, { version: word, target, format }) => {
  const { home, progress, signal, notice } = context;
  const { stores, version } = await namedVersion(home, word);
  const source = versionSource(stores.blobs, version);
  const written = await convertFile(source, target, { format, progress, signal });
  for (const { message } of written.warnings) notice(message);
  const { file, rows, columns, warnings } = written;
  return { version: version.title, id: version.record.id, file, format: written.format, rows, columns, warnings };
};
