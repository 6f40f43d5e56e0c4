/** @file Texts in blocks of about the same size, which threads take one after the other. */
import type { TaskContext } from "../../foundation/index.ts";
import { sharedInt32 } from "./shared-arrays.ts";
import type { TextColumn } from "./text-column.ts";

/** Blocks of a column and who is at which; every thread holds the same one. */
export interface TextBlocks {
  readonly texts: TextColumn;
  /** [blocks + 1] Block `b` is the texts `bounds[b] … bounds[b + 1]`. */
  readonly bounds: Int32Array;
  /** [1] The next block to take. */
  readonly cursor: Int32Array;
}

const blockBytes = 1 << 19;

/** Divides a column. */
export function divideTexts(texts: TextColumn): TextBlocks {
  const bounds = [0];
  let start = 0;
  for (let row = 0; row < texts.length; row++) {
    const end = texts.offsets[row + 1]!;
    if (end - start < blockBytes && row + 1 < texts.length) continue;
    bounds.push(row + 1);
    start = end;
  }
  const shared = sharedInt32(bounds.length);
  shared.set(bounds);
  return { texts, bounds: shared, cursor: sharedInt32(1) };
}

/** Takes blocks until none is left. */
export function takeBlocks(
  { texts, bounds, cursor }: TextBlocks,
  task: string,
  { progress, throwIfCancelled }: Pick<TaskContext, "progress" | "throwIfCancelled">,
  work: (block: number, first: number, last: number) => void,
): void {
  for (;;) {
    throwIfCancelled();
    const block = Atomics.add(cursor, 0, 1);
    if (block >= bounds.length - 1) return;
    work(block, bounds[block]!, bounds[block + 1]!);
    progress({
      task,
      done: bounds[Math.min(Atomics.load(cursor, 0), bounds.length - 1)]!,
      total: texts.length,
      unit: "texts",
    });
  }
}
