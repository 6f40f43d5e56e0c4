import { z } from "zod";
import { BadPretrainedFileError } from "./errors.ts";

const labelFields = z.looseObject({
  id2label: z.record(z.string().regex(/^\d{1,9}$/), z.string()).nullish(),
  num_labels: z.int().min(1).max(1_000_000).nullish(),
});

/** What transformers takes where a `config.json` says nothing. */
const defaultLabels = 2;

/**
 * The labels of a classifier by the columns of its scores, as `config.json` names them ("LABEL_0" where it does not).
 * @throws BadPretrainedFileError where the names are not those of columns 0, 1, 2, …
 */
export function classLabels(file: string, config: Readonly<Record<string, unknown>>): readonly string[] {
  const parsed = labelFields.safeParse(config);
  if (!parsed.success) throw new BadPretrainedFileError(file, "id2label is not a table of whole numbers and labels");
  const { id2label, num_labels } = parsed.data;
  const named = id2label === null || id2label === undefined ? undefined : new Map(Object.entries(id2label));
  const count = named?.size || (num_labels ?? defaultLabels);
  return Array.from({ length: count }, (_, column) => {
    const label = named === undefined || named.size === 0 ? `LABEL_${column}` : named.get(String(column));
    if (label === undefined)
      throw new BadPretrainedFileError(file, `id2label has ${count} labels, but none for column ${column}`);
    return label;
  });
}
