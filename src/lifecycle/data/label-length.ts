/** @file How long a label may be. */
import { LabelTooLongError, type Place } from "./errors.ts";

/** In UTF-16 code units: what is longer is a text, and would make tables, messages and every answer unreadable. */
const longestLabel = 1000;

/** @throws LabelTooLongError */
export function requireLabelLength(label: string, place: Place): void {
  if (label.length > longestLabel) throw new LabelTooLongError(place, [...label].length, longestLabel);
}
