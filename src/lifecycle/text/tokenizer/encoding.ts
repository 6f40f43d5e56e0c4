/** @file What a tokenizer makes of a text. */
import type { Truncation } from "./truncation.ts";

/** One token of a text. */
export interface TextToken {
  readonly id: number;
  /** The sequence it belongs to: 0, or 1 for the second of a pair, or as the post-processor has it. */
  readonly typeId: number;
  /** The code units of the original text that it stands for; 0, 0 for tokens that were added around texts. */
  readonly start: number;
  readonly end: number;
  /** Whether it was added around the text: [CLS], </s>… */
  readonly isSpecial: boolean;
}

/** A text, or a pair of texts, as tokens. */
export interface Encoding {
  readonly tokens: readonly TextToken[];
  /** Tokens that the longest length left out. */
  readonly cut: number;
}

/** How a text is encoded. */
export interface EncodeOptions {
  /** A second text, for models that take pairs. */
  readonly pair?: string;
  /** Adds [CLS], </s> and the like; on unless told. */
  readonly addSpecialTokens?: boolean;
  /** The most tokens, special ones included; no limit unless told, whatever the file says. */
  readonly maxLength?: number;
  /** What of a long text is kept; the head unless told. Of a pair, the longer text is cut first. */
  readonly truncation?: Truncation;
}
