/** @file Small data sets for the tests of this folder. */
import type { Dataset } from "../data/index.ts";
import { labelSetAt, labelSets } from "../labels/index.ts";
import { textColumn } from "../text/index.ts";

/** A data set in memory; rows without a label have `null`. */
export function sampleDataset(
  rows: readonly (readonly [text: string, label: string | null])[],
  extra: Dataset["extra"] = {},
): Dataset {
  const names = [...new Set(rows.flatMap(([, label]) => (label === null ? [] : [label])))].sort();
  const isLabelled = names.length > 0;
  return {
    file: "sample.csv",
    digest: "0".repeat(64),
    textColumn: "text",
    labelColumn: isLabelled ? "label" : null,
    columns: ["text", "label", ...Object.keys(extra)],
    rows: rows.length,
    texts: textColumn(rows.map(([text]) => text)),
    labels: { names, ids: Int32Array.from(rows, ([, label]) => (label === null ? -1 : names.indexOf(label))) },
    extra,
    warnings: [],
  };
}

/** The same where rows may have several labels, or none, which columns of 0 and 1 hold. */
export function severalLabelsDataset(
  rows: readonly (readonly [text: string, labels: readonly string[]])[],
  extra: Dataset["extra"] = {},
): Dataset {
  const names = [...new Set(rows.flatMap(([, labels]) => labels))].sort();
  const sets = labelSets(rows.map(([, labels]) => labels.map((label) => names.indexOf(label))));
  const ids = Int32Array.from(rows, (_, row) => labelSetAt(sets, row)[0] ?? -1);
  const plain = sampleDataset(
    rows.map(([text]) => [text, null]),
    extra,
  );
  return { ...plain, columns: ["text", ...names, ...Object.keys(extra)], labels: { names, ids, sets } };
}

const long =
  "the quick brown fox jumps over the lazy dog and runs far away into the dark wood where no one finds it again";

/** Nine rows with most of what can be wrong. */
export function troubledDataset(): Dataset {
  return sampleDataset(
    [
      [long, "a"],
      [long.toUpperCase(), "a"],
      [`${long} today`, "a"],
      ["one text under two labels", "a"],
      ["One text  under two labels", "b"],
      ["caf\u00c3\u00a9 au lait &amp; more", "a"],
      ["?!", "b"],
      ["write to ann@example.org or pay 4111 1111 1111 1111", "b"],
      ["nothing is wrong with this one", "b"],
    ],
    { split: ["train", "test", "train", "train", "train", "train", "train", "test", "test"] },
  );
}
