/** @file Words with their places in the original text, to highlight those that mattered. */
import type { TextPipelineConfig } from "./text-pipeline.config.ts";

/** One token as the pipeline sees it, and where it stands in the original text, in UTF-16 code units. */
export interface WordSpan {
  /** Lower-cased and stripped as the pipeline does. */
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of a text in order. Character pipelines give their whitespace-separated words. */
export function tokenizeWords(text: string, config: TextPipelineConfig): WordSpan[] {
  throw new Error(`Not written yet: ${text.length} ${config.type}`);
}
