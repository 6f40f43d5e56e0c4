/** @file Labels of a data set that its training rows do not show. */
import { labelSetAt } from "../labels/index.ts";
import type { Dataset, DataWarning, Split } from "./dataset.ts";
import { plural } from "./warnings.ts";

/** A warning where some label has no training row, so that no model can learn it. */
export function absentFromTraining({ file, labels }: Dataset, { train }: Split): DataWarning[] {
  const seen = new Uint8Array(labels.names.length);
  for (const row of train) {
    if (labels.sets === undefined) seen[labels.ids[row]!] = 1;
    else for (const id of labelSetAt(labels.sets, row)) seen[id] = 1;
  }
  return absentLabels(
    file,
    labels.names.filter((_, id) => seen[id] === 0),
  );
}

/** The same for the labels that have none. */
export function absentLabels(file: string, absent: readonly string[]): DataWarning[] {
  if (absent.length === 0) return [];
  const named = absent.slice(0, 5).map((name) => JSON.stringify(name));
  const list = `${named.join(", ")}${absent.length > 5 ? ", …" : ""}`;
  return [
    {
      code: "label-absent-from-training",
      message: `${file}: no training row has the ${absent.length === 1 ? "label" : `${plural(absent.length, "label")}`} ${list}; the model can't learn ${absent.length === 1 ? "it" : "them"}.`,
      count: absent.length,
      rows: [],
    },
  ];
}
