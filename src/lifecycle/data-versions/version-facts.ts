import type { SplitConfig } from "../data/index.ts";

/** What is said of a version. What is left out is as in the version before, or guessed. */
export interface VersionFacts {
  readonly text?: string | undefined;
  readonly label?: string | undefined;
  /** Columns of 0 and 1, one for each label of texts that may have several; two at least. `label` goes before them. */
  readonly labels?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly time?: string | undefined;
  /** The column that says train, validation or test. */
  readonly split?: string | undefined;
  /** A split to be decided and kept, with its seed. */
  readonly assign?: { readonly config: SplitConfig; readonly seed: number } | undefined;
  readonly licence?: string | undefined;
  readonly source?: string | undefined;
  readonly notes?: string | undefined;
}
