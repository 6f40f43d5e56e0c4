/** @file Which columns of a version hold what: as is said, as in the version before, or as their names tell. */
import { type DataSource, sourceName, usedColumns, usedColumnsOrNoLabel } from "../data/index.ts";
import { SingleLabelColumnError } from "./errors.ts";
import type { DataManifest } from "./manifest.config.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";
import type { VersionFacts } from "./version-facts.ts";

/**
 * Names the columns by what they hold. More than one label column: columns of 0 and 1, one for each label.
 * @throws UnknownColumnError, AmbiguousColumnError, ColumnNotGuessedError, SingleLabelColumnError
 */
export function versionRoles(
  source: DataSource,
  columns: readonly PartColumn[],
  facts: VersionFacts,
  before: DataManifest | undefined,
): DataManifest["roles"] {
  const names = columns.map(({ name }) => name);
  const still = (name: string | null | undefined) =>
    name !== null && name !== undefined && names.includes(name) ? name : undefined;
  const own = typeof source === "string" ? {} : source.roles;
  const asked = facts.label === undefined ? facts.labels : undefined;
  const earlier = facts.label === undefined && asked === undefined ? earlierLabels(before, names) : [];
  const flags = asked ?? (earlier.length > 1 ? earlier : []);
  const group = facts.group ?? still(before?.roles.group);
  const time = facts.time ?? still(before?.roles.time);
  const split = facts.split ?? still(before?.roles.split) ?? still(own.split);
  const table = {
    file: sourceName(source),
    format: "csv" as const,
    gzip: false,
    sizeBytes: 0,
    columns: names,
    delimiter: null,
    roles: { text: still(before?.roles.text) ?? own.text, label: own.label },
  };
  const request = { text: facts.text, extra: [group, time, split].filter((name) => name !== undefined) };
  const used =
    flags.length > 0
      ? usedColumns(table, { ...request, several: { separator: null, columns: flags } })
      : usedColumnsOrNoLabel(table, { ...request, label: facts.label ?? earlier[0] });
  if (asked !== undefined && used.flags.length < 2) throw new SingleLabelColumnError(asked.join(","));
  return {
    text: names[used.text]!,
    labels: (used.label === null ? used.flags : [used.label]).map((column) => names[column]!),
    group: group ?? null,
    time: time ?? null,
    split: split ?? null,
  };
}

/** The label columns of the version before, where they are still what they were: one, or several. */
function earlierLabels(before: DataManifest | undefined, names: readonly string[]): readonly string[] {
  const labels = before?.roles.labels ?? [];
  const still = labels.filter((label) => names.includes(label));
  return labels.length > 1 && still.length < 2 ? [] : still;
}
