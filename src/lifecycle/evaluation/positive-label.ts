/** @file Which label counts as positive where there are two. */
import { UnknownPositiveLabelError } from "./errors.ts";

/** The place of the wished label, or of the last by name. @throws UnknownPositiveLabelError */
export function positiveLabelId(labels: readonly string[], wished: string | null): number {
  if (wished === null) return labels.reduce((last, label, id) => (label > labels[last]! ? id : last), 0);
  const found = labels.indexOf(wished);
  if (found === -1) throw new UnknownPositiveLabelError(wished, labels);
  return found;
}
