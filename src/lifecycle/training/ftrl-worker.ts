/** @file The thread that fits a linear model example by example, from rows in memory. */
import { serveTasks, type TaskContext } from "../../foundation/index.ts";
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import type { LabelSets } from "../labels/index.ts";
import { type FtrlFit, type FtrlTask, ftrlEpochs } from "./ftrl-epochs.ts";

/** Rows in memory with their labels. */
export interface FtrlRows {
  readonly task: FtrlTask;
  readonly rows: CompressedRows;
  readonly labels: LabelSets;
}

const BLOCK_ROWS = 4096;

serveTasks({
  learn({ task, rows: { rows, offsets, indices, values }, labels }: FtrlRows, context: TaskContext): FtrlFit {
    const blockAt = (block: number) => {
      const first = block * BLOCK_ROWS;
      const end = Math.min(rows, first + BLOCK_ROWS);
      return {
        rows: end - first,
        offsets: offsets.subarray(first, end + 1),
        indices,
        values,
        labelIds: labels.ids,
        labelOffsets: labels.offsets.subarray(first, end + 1),
      };
    };
    return ftrlEpochs(task, Math.ceil(rows / BLOCK_ROWS), blockAt, context);
  },
});
