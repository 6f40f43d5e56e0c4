import { bold, count, megabytes, oneLine } from "./numbers.ts";
import { renderInspection } from "./render-inspection.ts";
import type { Renderer } from "./renderer.ts";

const shortId = (id: string) => id.slice(0, 12);

/** Versions shown in a list; --json has all. */
const versionsShown = 10;

/** What was added, and what it took. */
export const renderAddedData: Renderer<"addData"> = (answer, { color, width }) => {
  const { version, id, rows, columns, roles, split, added, before, keptRows, storedBytes } = answer;
  if (!added) return `${bold(version, color)} is already there (id ${shortId(id)}): ${count(rows)} rows.`;
  const kept = before === null || keptRows === 0 ? "" : `, ${count(keptRows)} of them shared with earlier versions`;
  return [
    `Added ${bold(version, color)} (id ${shortId(id)}): ${count(rows)} rows${kept}; ${megabytes(storedBytes)} stored.`,
    `  Columns  ${oneLine(columns.map(({ name }) => name).join(", "), Math.max(40, width - 12))}`,
    ...roleLines(roles),
    ...splitLines(split),
  ].join("\n");
};

/** Data sets with their versions. */
export const renderDataList: Renderer<"listData"> = ({ home, dataSets }, { color }) => {
  if (dataSets.length === 0) return `No data sets in ${home}. Add one: lexops data add FILE NAME`;
  const lines: string[] = [];
  for (const { name, versions } of dataSets) {
    lines.push(bold(name, color), ...versionLines(versions));
    if (versions.length > versionsShown)
      lines.push(`  ${versions.length - versionsShown} earlier versions; --json lists them.`);
  }
  return lines.join("\n");
};

/** One version with its profile. */
export const renderShownData: Renderer<"showData"> = (answer, view) => {
  const { version, id, rows, columns, roles, split, licence, source, notes, createdAt, sizeBytes, parts } = answer;
  const { versions, profile } = answer;
  const facts: [string, string][] = [
    ["Id", id],
    ["Rows", count(rows)],
    ["Columns", columns.map(({ name }) => name).join(", ")],
    ["Added", `${createdAt}${answer.addedFrom === null ? "" : ` from ${answer.addedFrom}`}`],
    [
      "Stored",
      `${megabytes(sizeBytes)} in ${parts.length === 1 ? "1 part" : `${parts.length} parts`}, shared with other versions`,
    ],
    ["Licence", licence ?? "not said"],
    ["Source", source ?? "not said"],
    ...(notes === null ? [] : [["Notes", notes] as [string, string]]),
  ];
  return [
    bold(version, view.color),
    ...facts.map(([fact, value]) => `  ${fact.padEnd(8)} ${oneLine(value, Math.max(40, view.width - 12))}`),
    ...roleLines(roles),
    ...splitLines(split),
    "",
    bold("Versions", view.color),
    ...versionLines(versions),
    ...(profile === null ? [] : ["", renderInspection(profile as never, view)]),
  ].join("\n");
};

/** Where it was written. */
export const renderExportedData: Renderer<"exportData"> = ({ version, file, format, rows }) =>
  `Wrote ${count(rows)} rows of ${version} to ${file} (${format}).`;

/** What is off the lists. */
export const renderRemovedData: Renderer<"removeData"> = ({ version, id }) =>
  `Removed ${version} (id ${shortId(id)}). Adding the same data again brings it back.`;

function versionLines(versions: Parameters<Renderer<"showData">>[0]["versions"]): string[] {
  return versions
    .slice(-versionsShown)
    .map(
      ({ number, id, rows, storedBytes, createdAt, addedFrom }) =>
        `  ${`v${number}`.padEnd(5)} ${shortId(id)}  ${count(rows).padStart(11)} rows  ${megabytes(storedBytes).padStart(9)} stored  ${createdAt.slice(0, 16).replace("T", " ")}${addedFrom === null ? "" : `  ${oneLine(addedFrom, 40)}`}`,
    );
}

function roleLines({ text, labels, group, time, split }: Parameters<Renderer<"showData">>[0]["roles"]): string[] {
  const named = [
    ["text", text],
    [labels.length > 1 ? "labels" : "label", labels.join(", ") || null],
    ["group", group],
    ["time", time],
    ["split", split],
  ].filter(([, column]) => column !== null);
  return [`  Roles    ${named.map(([role, column]) => `${role}: ${column}`).join("; ")}`];
}

function splitLines(split: Parameters<Renderer<"showData">>[0]["split"]): string[] {
  if (split === null) return [];
  const { method, seed, counts } = split;
  return [
    `  Split    ${method}, seed ${seed}: ${count(counts.train)} train, ${count(counts.validation)} validation, ${count(counts.test)} test`,
  ];
}
