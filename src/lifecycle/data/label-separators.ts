/** @file Whether the labels of cells are separated by what was said, or by something else. */
import { LabelSeparatorError, type Place } from "./errors.ts";

/** Looks at cells while they pass. */
export interface SeparatorCheck {
  /** The labels of a cell, once cut. */
  look(labels: readonly string[]): void;
  /** @throws LabelSeparatorError where no cell was cut and another separator is in many */
  finish(place: Place): void;
}

const candidates = ["|", ";", ",", "/", "\t"];
/** A separator that was not named is in at least this share of the cells. */
const oftenEnough = 0.05;

/** Starts looking. */
export function createSeparatorCheck(separator: string): SeparatorCheck {
  const others = candidates.filter((candidate) => candidate !== separator);
  const found = others.map(() => 0);
  let cut = false;
  let cells = 0;
  return {
    look(labels) {
      if (cut || labels.length === 0) return;
      cells++;
      if (labels.length > 1) cut = true;
      for (const [at, other] of others.entries()) if (labels[0]!.includes(other)) found[at]!++;
    },
    finish(place) {
      if (cut) return;
      const most = found.indexOf(Math.max(...found));
      if (found[most]! > cells * oftenEnough)
        throw new LabelSeparatorError(place, separator, others[most]!, found[most]!);
    },
  };
}
