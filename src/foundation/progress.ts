/** @file The one progress type: work tells how far it is, an edge (terminal, HTTP) shows it. */

/** How far a piece of work is. */
export interface ProgressEvent {
  /** What is being done, for a person: "Training", "Counting words". */
  readonly task: string;
  /** Units finished so far. */
  readonly done: number;
  /** Units in all, where known. */
  readonly total?: number;
  /** What is counted, plural: "rows", "bytes", "steps". */
  readonly unit: string;
  /** Current figures worth seeing, for example `{ loss: 0.31 }`. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** True on the last event of this task. */
  readonly finished?: boolean;
}

/** Receives progress; must be cheap, as it may be called often. */
export type Progress = (event: ProgressEvent) => void;

/** For callers who do not watch. */
export const ignoreProgress: Progress = () => {};
