import { bold, count, oneLine, percent } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

type Diff = Parameters<Renderer<"diffData">>[0];

const labelsShown = 12;

/** What changed, in numbers and by a few rows. */
export const renderDataDiff: Renderer<"diffData"> = (answer, { color, width }) => {
  const { before, after, columns, counts, relabelled, examples, profile, isPartial } = answer;
  const room = Math.max(40, width - 14);
  const numbers: [string, number, string][] = [
    ["Unchanged", counts.unchanged, counts.moved === 0 ? "" : `, ${count(counts.moved)} of them elsewhere`],
    ["Added", counts.added, ""],
    ["Removed", counts.removed, ""],
    ["Relabelled", counts.relabelled, ""],
    [
      "Edited",
      counts.edited,
      counts.editedAndRelabelled === 0 ? "" : `, ${count(counts.editedAndRelabelled)} of them under another label`,
    ],
    ...(counts.otherwiseChanged === 0
      ? []
      : [["Other cells", counts.otherwiseChanged, ""] as [string, number, string]]),
  ];
  const lines = [
    `${bold(oneLine(before.name, 60), color)} (${count(before.rows)} rows) → ${bold(oneLine(after.name, 60), color)} (${count(after.rows)} rows)`,
    "",
    ...numbers.map(([name, rows, note]) => `  ${name.padEnd(11)} ${count(rows).padStart(10)}${note}`),
    ...columnLines(columns),
  ];
  if (isPartial)
    lines.push(
      "",
      "Too many rows differ to compare all of them with each other; the rest counts as added and removed.",
    );
  if (relabelled.length > 0) {
    lines.push("", bold("Labels that became others", color));
    for (const { from, to, rows } of relabelled.slice(0, labelsShown))
      lines.push(`  ${name(from)} → ${name(to)}: ${count(rows)} rows`);
  }
  lines.push(...profileLines(profile, color));
  const rowLine = ({ row, text, label }: Diff["examples"]["added"][number]) =>
    `  row ${row}, ${name(label)}: ${oneLine(text, room)}`;
  for (const [title, rows] of [
    ["Added, for example", examples.added],
    ["Removed, for example", examples.removed],
  ] as const)
    if (rows.length > 0) lines.push("", bold(title, color), ...rows.map(rowLine));
  if (examples.relabelled.length > 0)
    lines.push(
      "",
      bold("Relabelled, for example", color),
      ...examples.relabelled.map(
        ({ before: old, after: now }) =>
          `  row ${now.row}, ${name(old.label)} → ${name(now.label)}: ${oneLine(now.text, room)}`,
      ),
    );
  if (examples.edited.length > 0)
    lines.push(
      "",
      bold("Edited, for example", color),
      ...examples.edited.flatMap(({ before: old, after: now }) => [
        `  row ${old.row} - ${oneLine(old.text, room)}`,
        `  row ${now.row} + ${oneLine(now.text, room)}`,
      ]),
    );
  return lines.join("\n");
};

const name = (label: string | null) => (label === null ? "no label" : oneLine(label, 40));

function columnLines({ added, removed }: Diff["columns"]): string[] {
  return [
    ...(added.length === 0 ? [] : [`  New columns: ${added.join(", ")}`]),
    ...(removed.length === 0 ? [] : [`  Columns that are gone: ${removed.join(", ")}`]),
  ];
}

function profileLines({ labels, characters, words }: Diff["profile"], color: boolean): string[] {
  const changed = labels.filter(({ rows }) => rows.before !== rows.after);
  const lines = ["", bold("Profile", color)];
  for (const { label, rows, share } of changed.slice(0, labelsShown))
    lines.push(
      `  ${name(label).padEnd(20)} ${count(rows.before)} → ${count(rows.after)} rows, ${percent(share.before)} → ${percent(share.after)}`,
    );
  if (changed.length > labelsShown)
    lines.push(`  ${changed.length - labelsShown} more labels changed; --json lists them.`);
  if (changed.length === 0) lines.push("  Every label has as many rows as before.");
  for (const [title, { before, after }] of [
    ["Characters", characters],
    ["Words", words],
  ] as const)
    lines.push(
      `  ${title.padEnd(20)} mean ${before.mean.toFixed(1)} → ${after.mean.toFixed(1)}, half below ${count(before.median)} → ${count(after.median)}, longest ${count(before.max)} → ${count(after.max)}`,
    );
  return lines;
}
