/** @file What one kind of learnt tokenizer is: how it cuts words, learns tokens from them, and stands in its file. */
import type { TaskContext } from "../../../foundation/index.ts";
import type { LearnTokenizerConfig } from "./learn-tokenizer.config.ts";

/** Lets learning be watched and cancelled. */
export type LearnContext = Pick<TaskContext, "progress" | "throwIfCancelled">;

/** What is learnt from words. */
export interface LearntModel {
  /** The file's `model`. */
  readonly model: object;
  readonly tokens: number;
}

/** One kind. */
export interface LearnKind {
  /** Tokens that no text has, by their ids. */
  readonly specials: readonly string[];
  /** Parts of a text that give the same words each for itself as in their text, so that equal ones are looked at once. */
  chunks(text: string): readonly string[];
  /** What texts go through before words are counted, as it stands in the file. */
  parts(config: LearnTokenizerConfig): {
    readonly normalizer: object | null;
    readonly pre_tokenizer: object;
    readonly decoder: object;
  };
  /** Puts the special tokens around texts, as it stands in the file. */
  readonly postProcessor: object;
  /** Learns from words and how often they occur. @throws CancelledError */
  learn(counts: ReadonlyMap<string, number>, config: LearnTokenizerConfig, context: LearnContext): LearntModel;
}
