/** @file Texts of a stream, a block at a time. */
import type { TextColumn } from "./text-column.ts";

/** Some texts of a stream, with one label each; valid until the next block is asked for. */
export interface TextBlock {
  readonly texts: TextColumn;
  /** [texts] Names. */
  readonly labels: readonly string[];
}
