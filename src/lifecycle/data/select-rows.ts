/** @file A part of a data set as a data set. */
import { selectLabelSets } from "../labels/index.ts";
import { selectTexts } from "../text/index.ts";
import type { Dataset } from "./dataset.ts";

/** Some rows, in that order; labels keep their ids, and warnings stay with the whole. */
export function selectRows(dataset: Dataset, rows: Uint32Array): Dataset {
  const { labels, texts, extra } = dataset;
  return {
    ...dataset,
    rows: rows.length,
    texts: selectTexts(texts, rows),
    labels: {
      names: labels.names,
      ids: Int32Array.from(rows, (row) => labels.ids[row]!),
      sets: labels.sets && selectLabelSets(labels.sets, rows),
    },
    extra: Object.fromEntries(
      Object.entries(extra).map(([name, values]) => [name, Array.from(rows, (row) => values[row]!)]),
    ),
    warnings: [],
  };
}
