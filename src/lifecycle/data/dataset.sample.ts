/** @file Small data sets without a file, for tests of what is done to rows. */
import { textColumn } from "../text/index.ts";
import type { Dataset } from "./dataset.ts";

/** One row. */
export interface Example {
  readonly text: string;
  readonly label: string | null;
  readonly value?: string | null;
}

/** The rows as `reviews.csv` would give them. */
export function datasetOf(examples: readonly Example[]): Dataset {
  const names = [...new Set(examples.map(({ label }) => label))].filter((label) => label !== null).toSorted();
  return {
    file: "reviews.csv",
    digest: "0".repeat(64),
    textColumn: "text",
    labelColumn: "label",
    columns: ["text", "label", "value"],
    rows: examples.length,
    texts: textColumn(examples.map(({ text }) => text)),
    labels: { names, ids: Int32Array.from(examples, ({ label }) => (label === null ? -1 : names.indexOf(label))) },
    extra: { value: examples.map(({ value = null }) => value) },
    warnings: [],
  };
}
