import type { Inspection } from "../../lifecycle/data/index.ts";
import { bold, count, megabytes, oneLine, percent } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** Labels shown here; --json has more. */
const labelsShown = 12;
const wordsShown = 8;
const examplesShown = 2;

/** What a careful person looks at first. */
export const renderInspection: Renderer<"inspect"> = (answer, { color, width }) => {
  const inspection = answer as unknown as Inspection;
  const { file, sizeBytes, format, gzip, encoding, rows, columns, textColumn, labelColumn, lengths, scripts } =
    inspection;
  const { duplicates, conflicts, emptyTexts, missingLabels, distinctLabels, warnings } = inspection;
  const packing = [format, ...(gzip ? ["gzip"] : []), ...(encoding === null ? [] : [encoding])].join(", ");
  const range = ({ min, median, max }: Inspection["lengths"]["words"]) =>
    `${count(min)} to ${count(max)}, half below ${count(median)}`;
  const facts: [string, string][] = [
    ["Columns", columns.map((column) => oneLine(column, 40)).join(", ")],
    ["Texts", `column "${textColumn}", ${count(emptyTexts)} empty`],
    [
      "Labels",
      labelColumn === null && distinctLabels > 0
        ? `${count(distinctLabels)} in columns of 0 and 1, ${count(missingLabels)} rows without`
        : labelColumn === null
          ? "no label column; name one with --label"
          : `column "${labelColumn}", ${count(distinctLabels)} different, ${count(missingLabels)} rows without`,
    ],
    ["Characters", range(lengths.characters)],
    ["Words", range(lengths.words)],
    [
      "Scripts",
      scripts
        .slice(0, 5)
        .map(({ script, share }) => `${script} ${percent(share)}`)
        .join(", ") || "no letters",
    ],
    ["Languages", languageLine(inspection.languages)],
    ["Duplicates", `${count(duplicates.rows)} rows repeat one of ${count(duplicates.texts)} texts`],
    ["Conflicts", `${count(conflicts.texts)} texts occur under different labels (${count(conflicts.rows)} rows)`],
  ];
  const lines = [
    `${bold(oneLine(file, width), color)}: ${count(rows)} rows, ${megabytes(sizeBytes)} (${packing})`,
    "",
    ...facts.map(([name, value]) => `  ${name.padEnd(11)} ${oneLine(value, Math.max(40, width - 14))}`),
  ];
  for (const { label, rows: labelRows, share, tellingWords, examples } of inspection.labels.slice(0, labelsShown)) {
    lines.push("", `${bold(oneLine(label, 60), color)}: ${count(labelRows)} rows, ${percent(share)}`);
    const words = tellingWords.slice(0, wordsShown).map(({ word }) => oneLine(word, 30));
    if (words.length > 0) lines.push(`  telling words: ${words.join(", ")}`);
    for (const { row, text } of examples.slice(0, examplesShown))
      lines.push(`  row ${row}: ${oneLine(text, Math.max(40, width - 12))}`);
  }
  if (inspection.labels.length > labelsShown)
    lines.push("", `${count(distinctLabels - labelsShown)} more labels; --json lists them.`);
  if (warnings.length > 0)
    lines.push("", bold("Worth knowing", color), ...warnings.map(({ message }) => `  - ${message}`));
  return lines.join("\n");
};

const languagesShown = 3;

function languageLine({ texts, shares }: Inspection["languages"]): string {
  if (texts === 0) return "no texts";
  const names = new Intl.DisplayNames("en", { type: "language" });
  const shown = shares
    .slice(0, languagesShown)
    .map(({ language, share }) => `${language === "und" ? "not told" : names.of(language)} ${percent(share)}`);
  const more = shares.length - languagesShown;
  return `${shown.join(", ")}${more > 0 ? `, ${more} more` : ""} (of ${count(texts)} texts)`;
}
