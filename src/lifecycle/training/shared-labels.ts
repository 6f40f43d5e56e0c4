/** @file Numbers in memory that threads share, and labels among them. */
import type { LabelSets } from "../labels/index.ts";
import type { LabelledTexts } from "./training-task.ts";

/** The labels of each text, in memory that threads share. */
export function labelsOf({ labelIds, labelSets }: LabelledTexts): LabelSets {
  const offsets = labelSets?.offsets ?? Uint32Array.from({ length: labelIds.length + 1 }, (_, row) => row);
  return { offsets: sharedCopy(offsets), ids: sharedCopy(labelSets?.ids ?? labelIds) };
}

/** The same numbers in memory that threads share; most are there already. */
export function sharedCopy<Numbers extends Int32Array | Uint32Array | Float64Array>(numbers: Numbers): Numbers {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const copy = new (numbers.constructor as new (buffer: SharedArrayBuffer) => Numbers)(
    new SharedArrayBuffer(numbers.byteLength),
  );
  copy.set(numbers);
  return copy;
}
