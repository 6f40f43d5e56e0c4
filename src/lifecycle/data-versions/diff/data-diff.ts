/** @file What a comparison of two tables says; a plain JSON value. */
import type { LengthSummary } from "../../data/index.ts";

/** One side. */
export interface ComparedSide {
  /** A file, or a version as "reviews@v3". */
  readonly name: string;
  readonly digest: string;
  readonly rows: number;
}

/** A row of one side. Long texts are cut. */
export interface ShownRow {
  /** From 1. */
  readonly row: number;
  readonly text: string;
  readonly label: string | null;
}

/** A row that became another. */
export interface ShownChange {
  readonly before: ShownRow;
  readonly after: ShownRow;
}

/** A figure of both sides. */
export interface BeforeAfter<Value> {
  readonly before: Value;
  readonly after: Value;
}

/** What changed between two tables. */
export interface DataDiff {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  readonly columns: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly counts: {
    /** Rows with equal cells on both sides, wherever they stand. */
    readonly unchanged: number;
    /** Of these, how many stand elsewhere among the others. */
    readonly moved: number;
    readonly added: number;
    readonly removed: number;
    /** The same text under another label. */
    readonly relabelled: number;
    /** Another text in the same place or under the same key. */
    readonly edited: number;
    /** Of these, how many have another label too. */
    readonly editedAndRelabelled: number;
    /** The same text and label, something else differs. */
    readonly otherwiseChanged: number;
  };
  /** Most frequent first, at most 100. */
  readonly relabelled: readonly { readonly from: string | null; readonly to: string | null; readonly rows: number }[];
  /** A few of each. */
  readonly examples: {
    readonly added: readonly ShownRow[];
    readonly removed: readonly ShownRow[];
    readonly relabelled: readonly ShownChange[];
    readonly edited: readonly ShownChange[];
  };
  readonly profile: {
    /** By the greatest change of share, at most 100. `null`: no label. */
    readonly labels: readonly {
      readonly label: string | null;
      readonly rows: BeforeAfter<number>;
      readonly share: BeforeAfter<number>;
    }[];
    readonly characters: BeforeAfter<LengthSummary>;
    readonly words: BeforeAfter<LengthSummary>;
  };
  /** Whether so many rows differ that not all of them were compared with each other; the others count as added and removed. */
  readonly isPartial: boolean;
}
