/** @file Looks through a file once, as a stream, in bounded memory. */
import path from "node:path";
import { unicodeScripts } from "../text/index.ts";
import type { DataRow } from "./data-row.ts";
import { createExamples } from "./example-rows.ts";
import type { ConflictingText, Inspection } from "./inspection.ts";
import { createKeyedRows, type KeyedRows } from "./keyed-rows.ts";
import { createLabelCounts } from "./label-counts.ts";
import { createLabelSetReader, type LabelSetReader } from "./label-set-reader.ts";
import { findLabelTypos } from "./label-typos.ts";
import { createLanguageSample } from "./language-sample.ts";
import { createLengthHistogram } from "./length-histogram.ts";
import type { InspectOptions } from "./read-options.ts";
import { createRowChecks } from "./row-checks.ts";
import { type DataSource, sourceName } from "./row-source.ts";
import { readRows } from "./rows.ts";
import { tellingWords } from "./telling-words.ts";
import { createTextHash } from "./text-hash.ts";
import { measureText, type TextMeasures } from "./text-measures.ts";
import { type UsedColumns, usedColumnsOrNoLabel } from "./used-columns.ts";
import { plural } from "./warnings.ts";
import { COUNTED_LABELS, createWordCounts } from "./word-counts.ts";

const SHOWN_LABELS = 100;
const SHOWN_WORDS = 10;
const SHOWN_CONFLICTS = 5;

/** See `index.ts`. */
export async function inspectFile(source: DataSource, options: InspectOptions = {}): Promise<Inspection> {
  const file = sourceName(source);
  const { seed = 0 } = options;
  const checks = createRowChecks(file);
  const labels = createLabelCounts();
  const combinations = createLabelCounts();
  const characters = createLengthHistogram();
  const words = createLengthHistogram();
  const scripts = new Map<string, number>();
  const languages = createLanguageSample();
  const wordCounts = createWordCounts();
  const examples = createExamples();
  const hash = createTextHash(seed, "inspect");
  const texts = createKeyedRows();
  const measures: TextMeasures = { characters: 0, words: 0, asciiLetters: 0, isAscii: true };
  let used!: UsedColumns;
  let several: LabelSetReader | undefined;
  let labelName = "";
  let emptyTexts = 0;
  let missingLabels = 0;

  function labelsOf(row: DataRow): readonly string[] {
    if (several === undefined) {
      const label = used.label === null ? undefined : checks.label(row.cell(used.label), row.number, labelName);
      return label === undefined ? [] : [label];
    }
    const found = several.read(row);
    if (found.length === 0) checks.noLabels(row.number);
    return found;
  }

  try {
    const summary = await readRows(
      source,
      { task: `Inspecting ${path.basename(file)}`, progress: options.progress, signal: options.signal },
      {
        begin(table) {
          used = usedColumnsOrNoLabel(table, options);
          if (options.several !== undefined) {
            several = createLabelSetReader(table, used, options.several);
            for (const name of several.names) labels.know(name);
          }
          if (used.label !== null) labelName = table.columns[used.label]!;
          return [used.text, ...(used.label === null ? [] : [used.label]), ...used.flags];
        },
        row(row) {
          const text = checks.text(row.cell(used.text), row);
          const own = labelsOf(row);
          if (own.length === 0 && (used.label !== null || several !== undefined)) missingLabels++;
          const ids = own.map(labels.add);
          const combination =
            own.length === 0 ? -1 : several === undefined ? ids[0]! : combinations.add(own.join(", "));
          measureText(text, measures);
          characters.add(measures.characters);
          words.add(measures.words);
          if (measures.words === 0) {
            emptyTexts++;
            return;
          }
          countScripts(scripts, text, measures);
          languages.offer(text);
          const { high, low } = hash(text);
          texts.add(high, low, combination + 1, row.number);
          for (const id of ids.length === 0 ? [-1] : ids) examples.offer(id, high, row.number, text);
          for (const id of ids) wordCounts.add(text, measures.isAscii, id);
        },
      },
    );
    several?.finish();
    const counts = labels.counts();
    const textColumn = summary.columns[used.text]!;
    const labelColumn = used.label === null ? null : summary.columns[used.label]!;
    const telling =
      counts.length < 2 ? [] : tellingWords(wordCounts, Math.min(counts.length, COUNTED_LABELS), SHOWN_WORDS);
    const letters = [...scripts.values()].reduce((sum, count) => sum + count, 0);
    const names = (several === undefined ? counts : combinations.counts()).map(({ label }) => label);
    const { duplicates, conflicts } = repeatedTexts(texts, names);
    const countsByName = new Map(counts.map(({ label, count }) => [label, count]));
    const { rows } = summary;
    return {
      file,
      digest: summary.digest,
      sizeBytes: summary.sizeBytes,
      format: typeof source === "string" ? summary.format : "parquet",
      gzip: summary.gzip,
      encoding: summary.encoding,
      byteOrderMark: summary.byteOrderMark,
      delimiter: summary.delimiter,
      rows,
      columns: summary.columns,
      textColumn,
      labelColumn,
      labels: counts
        .map(({ label, count }, id) => ({
          label,
          rows: count,
          share: count / rows,
          tellingWords: telling[id] ?? [],
          examples: examples.of(id),
        }))
        .sort((left, right) => right.rows - left.rows || (left.label < right.label ? -1 : 1))
        .slice(0, SHOWN_LABELS),
      distinctLabels: counts.length,
      missingLabels,
      emptyTexts,
      lengths: { characters: characters.summary(), words: words.summary() },
      scripts: [...scripts]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .map(([script, count]) => ({ script, letters: count, share: count / letters })),
      languages: await languages.identify(),
      duplicates,
      conflicts,
      labelTypos: findLabelTypos(countsByName),
      wordsAreApproximate: wordCounts.isApproximate,
      warnings: [
        ...checks.warnings(summary, textColumn, labelColumn, counts.length === 0 ? null : countsByName),
        ...repeatWarnings(`${file}, column "${textColumn}"`, duplicates, conflicts),
        ...labels.warnings(`${file}, column "${labelColumn}"`),
      ],
    };
  } finally {
    texts.close();
  }
}

function countScripts(scripts: Map<string, number>, text: Uint8Array, { isAscii, asciiLetters }: TextMeasures): void {
  if (isAscii) {
    if (asciiLetters > 0) scripts.set("Latin", (scripts.get("Latin") ?? 0) + asciiLetters);
    return;
  }
  const decoded = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString("utf8");
  for (const [script, count] of unicodeScripts(decoded)) scripts.set(script, (scripts.get(script) ?? 0) + count);
}

function repeatedTexts(texts: KeyedRows, labels: readonly string[]): Pick<Inspection, "duplicates" | "conflicts"> {
  let repeated = 0;
  let surplus = 0;
  let conflicting = 0;
  let conflictingRows = 0;
  const examples: ConflictingText[] = [];
  texts.visit((group) => {
    if (group.length === 1) return;
    repeated++;
    surplus += group.length - 1;
    const tags = new Set<number>();
    for (let index = 0; index < group.length; index++) if (group.tag(index) > 0) tags.add(group.tag(index));
    if (tags.size < 2) return;
    conflicting++;
    conflictingRows += group.length;
    if (examples.length < SHOWN_CONFLICTS)
      examples.push({
        rows: Array.from({ length: Math.min(group.length, 5) }, (_, index) => group.row(index)),
        labels: [...tags].slice(0, 5).map((tag) => labels[tag - 1] ?? "…"),
      });
  });
  return {
    duplicates: { texts: repeated, rows: surplus },
    conflicts: { texts: conflicting, rows: conflictingRows, examples },
  };
}

function repeatWarnings(
  place: string,
  duplicates: Inspection["duplicates"],
  conflicts: Inspection["conflicts"],
): Inspection["warnings"] {
  return [
    {
      code: "duplicate-texts",
      message: `${place}: ${plural(duplicates.texts, "text")} occur${duplicates.texts === 1 ? "s" : ""} more than once, ${plural(duplicates.rows, "row")} too many; splits keep them together.`,
      count: duplicates.rows,
      rows: [],
    },
    {
      code: "conflicting-labels",
      message: `${place}: ${plural(conflicts.texts, "text")} (${plural(conflicts.rows, "row")}) ${conflicts.texts === 1 ? "has" : "have"} more than one label.`,
      count: conflicts.rows,
      rows: conflicts.examples.flatMap(({ rows }) => rows).slice(0, 10),
    },
  ].filter(({ count }) => count > 0);
}
