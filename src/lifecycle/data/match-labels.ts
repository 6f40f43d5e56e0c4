/** @file A file's labels as ids of labels that are already known, for example a bundle's. */
import { type LabelSets, labelSetAt, labelSets } from "../labels/index.ts";
import type { Dataset, DataWarning } from "./dataset.ts";
import { TooFewLabelsError, UnknownLabelError } from "./errors.ts";
import { plural, rowsText } from "./warnings.ts";

/** The labels of a data set as ids into other names. */
export interface MatchedLabels {
  /** [rows]; -1 where a row has no label, or an unknown one that was left out. */
  readonly ids: Int32Array;
  /** Present where rows may have several labels; unknown ones are left out. */
  readonly sets?: LabelSets | undefined;
  readonly warnings: readonly DataWarning[];
}

/**
 * Finds each row's label among `names`. Labels that are not there are refused, or with `unknown: "leave-out"` counted.
 * @throws UnknownLabelError with the first row of the most frequent one and the nearest known name
 */
export function matchLabels(
  { file, labels, labelColumn }: Dataset,
  names: readonly string[],
  { unknown = "refuse" }: { readonly unknown?: "refuse" | "leave-out" } = {},
): MatchedLabels {
  const known = new Map(names.map((name, id) => [name, id]));
  const ids = Int32Array.from(labels.names, (name) => known.get(name) ?? -1);
  const strangers = new Map<number, { count: number; firstRow: number }>();
  const rows: number[] = [];
  let count = 0;

  function match(own: number, row: number): number {
    const id = ids[own]!;
    if (id === -1) {
      const stranger = strangers.get(own) ?? { count: 0, firstRow: row + 1 };
      strangers.set(own, { ...stranger, count: stranger.count + 1 });
      if (rows.length < 10 && rows.at(-1) !== row + 1) rows.push(row + 1);
      count++;
    }
    return id;
  }

  const { sets } = labels;
  const matchedSets =
    sets &&
    labelSets(
      Array.from(labels.ids, (_, row) =>
        [...labelSetAt(sets, row)].map((own) => match(own, row)).filter((id) => id >= 0),
      ),
    );
  const matched =
    matchedSets === undefined
      ? labels.ids.map((own, row) => (own === -1 ? -1 : match(own, row)))
      : labels.ids.map((_, row) => labelSetAt(matchedSets, row)[0] ?? -1);
  if (count === 0) return { ids: matched, sets: matchedSets, warnings: [] };
  let most = 0;
  for (const [own, { count: rowsOfIt }] of strangers) if (rowsOfIt > (strangers.get(most)?.count ?? 0)) most = own;
  const place = { file, row: strangers.get(most)!.firstRow, ...(labelColumn === null ? {} : { column: labelColumn }) };
  if (unknown === "refuse") throw new UnknownLabelError(place, labels.names[most]!, names, count);
  const listed = [...strangers.keys()].slice(0, 5).map((own) => JSON.stringify(labels.names[own]));
  return {
    ids: matched,
    sets: matchedSets,
    warnings: [
      {
        code: "unknown-labels",
        message: `${file}, column "${labelColumn}": ${plural(count, "row")} (${rowsText(rows, count)}) with labels that are not known (${listed.join(", ")}${strangers.size > 5 ? ", …" : ""}) ${count === 1 ? "was" : "were"} left out.`,
        count,
        rows,
      },
    ],
  };
}

/** Checks that there is something to tell apart. @throws TooFewLabelsError for fewer than two labels */
export function requireTwoLabels({ file, labels, labelColumn }: Dataset): void {
  const { names, sets } = labels;
  const place = { file, ...(labelColumn === null ? {} : { column: labelColumn }) };
  if (sets?.ids.length === 0) throw new TooFewLabelsError(place, []);
  if (names.length < 2) throw new TooFewLabelsError(place, names);
}
