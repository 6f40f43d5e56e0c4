import type { api } from "../api/index.ts";
import {
  changedSource,
  type Dataset,
  type RowChanges,
  type RowSource,
  requireFreeFile,
  rewriteFile,
} from "../lifecycle/data/index.ts";
import { addVersion } from "../lifecycle/data-versions/index.ts";
import { planCleaning } from "../lifecycle/quality/index.ts";
import type { Action, ActionContext } from "./action.ts";
import { dataToCheck } from "./data-to-check.ts";
import { OutputNeededError } from "./errors.ts";
import { namedVersion } from "./named-version.ts";
import { resolveData } from "./resolve-data.ts";

/** A mended copy of a file, or the next version of a data set; what was cleaned is never changed. */
export const cleanData: Action<typeof api.cleanData> = async (context, input) => {
  const { file, repair, relabel, dropDuplicates, output } = input;
  const { progress, signal } = context;
  if (output !== undefined) await requireFreeFile(output);
  else if (typeof (await resolveData(context, file)) === "string") throw new OutputNeededError(file);
  const { source, request } = await dataToCheck(context, input);
  const drop = [...new Set([...(dropDuplicates ? ["exact-duplicates"] : []), ...input.drop])];
  const { changes, ...done } = await planCleaning({ ...request, repair, relabel, drop });
  const { dataset } = request;
  const written =
    output === undefined && typeof source !== "string"
      ? await nextVersion(context, file, source, dataset, changes)
      : await rewriteFile(source, dataset, changes, output!, { progress, signal });
  for (const { message } of written.warnings) context.notice(message);
  const { digest, rows } = dataset;
  return { file, digest, rows, output: written.file, outputDigest: written.digest, outputRows: written.rows, ...done };
};

async function nextVersion(
  { home, clock, progress, signal }: ActionContext,
  word: string,
  source: RowSource,
  dataset: Dataset,
  changes: RowChanges,
) {
  const { version } = await namedVersion(home, word);
  // A split that the version keeps beside its rows is no column of theirs.
  const columns = version.manifest.columns.length;
  const added = await addVersion(await home.write(), changedSource(source, dataset, changes, columns), {
    name: version.record.name,
    facts: { notes: `Cleaned from ${version.title}.` },
    addedFrom: version.title,
    createdAt: clock.now().toISOString(),
    progress,
    signal,
  });
  const { title, record, manifest } = added.version;
  return { file: title, digest: record.id, rows: manifest.rows, warnings: added.warnings };
}
