/** @file Parts of tokenizer.json as BERT's family has them, and RoBERTa's with GPT-2's: written once for reading older files and for learning. */

/** Tokens with their ids, as post-processors name them: behind each text, and before the first. */
interface Ends {
  readonly sep: readonly [token: string, id: number];
  readonly cls: readonly [token: string, id: number];
}

/** A token that is looked for in texts, and left out when ids become text; a mask takes the space before it along. */
export function specialToken(content: string, id: number): object {
  const lstrip = content === "<mask>";
  return { id, content, single_word: false, lstrip, rstrip: false, normalized: false, special: true };
}

/** Before the words, and back, as BERT has it. */
export function bertParts({
  lowercase,
  stripAccents = null,
  handleChineseCharacters = true,
}: {
  readonly lowercase: boolean;
  readonly stripAccents?: boolean | null | undefined;
  readonly handleChineseCharacters?: boolean;
}) {
  return {
    normalizer: {
      ...{ type: "BertNormalizer", clean_text: true, handle_chinese_chars: handleChineseCharacters },
      ...{ strip_accents: stripAccents, lowercase },
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    decoder: { type: "WordPiece", prefix: BERT_PREFIX, cleanup: true },
  };
}

/** Before tokens that don't begin a word. */
export const BERT_PREFIX = "##";

/** What BERT puts around texts. */
export function bertEnds(ends: Ends): object {
  return { type: "BertProcessing", ...ends };
}

/** BERT's model. */
export function wordPieceModel(vocab: Readonly<Record<string, number>>, unknown: string): object {
  return {
    ...{ type: "WordPiece", unk_token: unknown, continuing_subword_prefix: BERT_PREFIX },
    ...{ max_input_chars_per_word: 100, vocab },
  };
}

/** Words of bytes, and back. */
export function byteLevelPart({ addPrefixSpace = false, trimOffsets = true } = {}) {
  return { type: "ByteLevel", add_prefix_space: addPrefixSpace, trim_offsets: trimOffsets, use_regex: true };
}

/** What RoBERTa puts around texts. */
export function robertaEnds(ends: Ends, { addPrefixSpace = false } = {}): object {
  return { type: "RobertaProcessing", ...ends, trim_offsets: true, add_prefix_space: addPrefixSpace };
}

/** RoBERTa's and GPT-2's model. */
export function bytePairModel(
  vocab: Readonly<Record<string, number>>,
  merges: readonly (readonly [left: string, right: string])[],
  unknown: string | null = null,
): object {
  return {
    ...{ type: "BPE", dropout: null, unk_token: unknown, continuing_subword_prefix: null },
    ...{ end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: false },
    ...{ vocab, merges },
  };
}
