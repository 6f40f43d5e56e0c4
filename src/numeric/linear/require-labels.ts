/** @file Labels that fit the rows and the classes. */
import { LabelMismatchError } from "./errors.ts";

/** @throws LabelMismatchError */
export function requireLabels(model: string, labelIds: Int32Array, rows: number, classes: number): void {
  if (labelIds.length !== rows || rows === 0)
    throw new LabelMismatchError(model, `there are ${labelIds.length} labels for ${rows} rows`);
  const wrong = labelIds.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0)
    throw new LabelMismatchError(model, `row ${wrong} has the label id ${labelIds[wrong]} of ${classes} classes`);
}
