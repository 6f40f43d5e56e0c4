/** @file The models of tokenizer files, by the names that they have there. */
import { z } from "zod";
import { bytePair } from "./byte-pair.ts";
import { byteWordPiece } from "./byte-word-piece.ts";
import { InvalidTokenizerError, UnsupportedTokenizerError } from "./errors.ts";
import type { TokenModel } from "./model.ts";
import { type MakePart, makePart, readFields } from "./parts.ts";
import { unigram } from "./unigram.ts";
import { scoreAsRead } from "./unigram-score.ts";
import { wordLevel } from "./word-level.ts";
import { wordPiece } from "./word-piece.ts";

const MOST_IDS = 2 ** 26;
/** Checked entry by entry in `idsOf`: it may have a quarter of a million. */
const vocabulary = z.unknown();

const wordPieceFields = z.looseObject({
  vocab: vocabulary,
  unk_token: z.string().default("[UNK]"),
  continuing_subword_prefix: z.string().default("##"),
  max_input_chars_per_word: z.int().min(1).default(100),
});
const bytePairFields = z.looseObject({
  vocab: vocabulary,
  merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  dropout: z.number().nullish(),
  unk_token: z.string().nullish(),
  continuing_subword_prefix: z.string().nullish(),
  end_of_word_suffix: z.string().nullish(),
  fuse_unk: z.boolean().default(false),
  byte_fallback: z.boolean().default(false),
  ignore_merges: z.boolean().default(false),
});
const unigramFields = z.looseObject({
  vocab: z
    .array(z.tuple([z.string(), z.number()]))
    .min(1)
    .max(MOST_IDS),
  unk_id: z.int().min(0).nullish(),
  byte_fallback: z.boolean().default(false),
});
const wordLevelFields = z.looseObject({ vocab: vocabulary, unk_token: z.string().default("<unk>") });

const kinds: ReadonlyMap<string, MakePart<TokenModel>> = new Map<string, MakePart<TokenModel>>([
  [
    "WordPiece",
    (part, where) => {
      const fields = readFields(wordPieceFields, part, where);
      const settings = {
        ids: idsOf(fields.vocab, where),
        unknown: fields.unk_token,
        prefix: fields.continuing_subword_prefix,
        longest: fields.max_input_chars_per_word,
      };
      return { ...wordPiece(settings), byteSpeller: () => byteWordPiece(settings) };
    },
  ],
  [
    "BPE",
    (part, where) => {
      const fields = readFields(bytePairFields, part, where);
      if (fields.dropout) throw new UnsupportedTokenizerError(`${where}.dropout`, fields.dropout.toString(), ["none"]);
      return bytePair({
        ids: idsOf(fields.vocab, where),
        merges: fields.merges.map((merge, number) =>
          typeof merge === "string" ? pairOf(merge, `${where}.merges.${number}`) : merge,
        ),
        unknown: fields.unk_token ?? null,
        fuseUnknown: fields.fuse_unk,
        byteFallback: fields.byte_fallback,
        ignoreMerges: fields.ignore_merges,
        prefix: fields.continuing_subword_prefix ?? "",
        suffix: fields.end_of_word_suffix ?? "",
      });
    },
  ],
  [
    "Unigram",
    (part, where) => {
      const { vocab, unk_id, byte_fallback } = readFields(unigramFields, part, where);
      if (unk_id != null && unk_id >= vocab.length)
        throw new InvalidTokenizerError(`${where}.unk_id`, `${unk_id} is beyond the ${vocab.length} tokens`);
      const vocabulary = vocab.map(([token, score]) => [token, scoreAsRead(score)] as const);
      return unigram({ vocabulary, unknownId: unk_id ?? null, byteFallback: byte_fallback });
    },
  ],
  [
    "WordLevel",
    (part, where) => {
      const { vocab, unk_token } = readFields(wordLevelFields, part, where);
      return wordLevel(idsOf(vocab, where), unk_token);
    },
  ],
]);

/** Reads a model. Older files name no type: those with merges are BPE, others WordPiece. @throws InvalidTokenizerError, UnsupportedTokenizerError */
export function makeModel(value: unknown, where = "model"): TokenModel {
  const fields = readFields(z.looseObject({ type: z.string().optional() }), value, where);
  return makePart(kinds, { ...fields, type: fields.type ?? ("merges" in fields ? "BPE" : "WordPiece") }, where);
}

/** Splits a line of merges.txt. @throws InvalidTokenizerError */
export function pairOf(line: string, where: string): [string, string] {
  const [left, right, ...more] = line.split(" ");
  if (!left || !right || more.length > 0) throw new InvalidTokenizerError(where, `"${line}" is no pair`);
  return [left, right];
}

/** A vocabulary as a file has it. @throws InvalidTokenizerError */
export function idsOf(vocab: unknown, where: string): ReadonlyMap<string, number> {
  const place = `${where}.vocab`;
  if (typeof vocab !== "object" || vocab === null || Array.isArray(vocab))
    throw new InvalidTokenizerError(place, "there is no object of tokens and ids");
  const ids = new Map<string, number>();
  for (const [token, id] of Object.entries(vocab)) {
    if (!Number.isInteger(id) || id < 0 || id >= MOST_IDS)
      throw new InvalidTokenizerError(
        place,
        `the id of ${JSON.stringify(token)} is no whole number from 0 to ${MOST_IDS - 1}`,
      );
    ids.set(token, id);
  }
  if (ids.size === 0) throw new InvalidTokenizerError(place, "there are no tokens");
  return ids;
}
