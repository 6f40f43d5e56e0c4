/** @file A tokenizer: normaliser, pre-tokeniser, model, post-processor and decoder, put together from a file's parts. */
import { z } from "zod";
import type { TextColumn } from "../text-column.ts";
import { addedTokenSplitter, readAddedTokens, spellingOf } from "./added-tokens.ts";
import { type ByteTokenizer, byteTokenizer } from "./byte-tokenizer.ts";
import { makeDecoder } from "./decoders.ts";
import type { EncodeOptions, Encoding, TextToken } from "./encoding.ts";
import { InvalidTokenizerError } from "./errors.ts";
import { readPadding, readTruncation } from "./file-lengths.ts";
import { createEncodeIds, type EncodeIds } from "./id-encoder.ts";
import { makeModel } from "./models.ts";
import { makeNormalizer, type Normalizer } from "./normalizers.ts";
import { readFields, readPart } from "./parts.ts";
import { createPlainTokens } from "./plain-tokens.ts";
import { endsOf, makePostProcessor } from "./post-processors.ts";
import { makePreTokenizer, type PreTokenizer } from "./pre-tokenizers.ts";
import { type BatchOptions, encodeBatch, type PaddedTokens } from "./token-batch.ts";
import type { TokenList } from "./token-list.ts";
import { encodeTokenRows, type TokenizedTexts, type TokenRowsOptions } from "./token-rows.ts";
import { truncated } from "./truncation.ts";

/** Texts to tokens and back. */
export interface Tokenizer {
  /** One more than the greatest id. */
  readonly size: number;
  /** Offsets are UTF-16 code units of the text. A lone surrogate counts as U+FFFD. */
  encode(text: string, options?: EncodeOptions): Encoding;
  /** The ids of a text in UTF-8, without making objects of them. */
  readonly encodeIds: EncodeIds;
  /**
   * Many texts as rows of ids: for each text those of `encode`, or one row for each window of it.
   * @throws NoRoomForTokensError, InvalidStrideError, CancelledError
   */
  encodeRows(texts: TextColumn, options: TokenRowsOptions): TokenizedTexts;
  /** A few texts or pairs as a matrix, cut and filled up as the file says unless told. @throws UnsupportedTokenizerError */
  encodeBatch(texts: readonly (string | readonly [text: string, pair: string])[], options?: BatchOptions): PaddedTokens;
  /** Ids beyond the vocabulary are left out, as are special tokens unless told otherwise. */
  decode(ids: Iterable<number>, options?: { readonly skipSpecialTokens?: boolean }): string;
  idOf(token: string): number | undefined;
  tokenOf(id: number): string | undefined;
}

const fileSchema = z.looseObject({
  truncation: z.unknown().optional(),
  padding: z.unknown().optional(),
  added_tokens: z.unknown().optional(),
  normalizer: z.unknown().optional(),
  pre_tokenizer: z.unknown().optional(),
  post_processor: z.unknown().optional(),
  decoder: z.unknown().optional(),
  model: z.unknown().optional(),
});

/**
 * Makes a tokenizer of what tokenizer.json holds.
 * @param fast whether texts go the fast way where there is one; the same tokens, which is what switching it off can show
 * @throws InvalidTokenizerError, UnsupportedTokenizerError
 */
export function createTokenizer(file: unknown, { fast = true }: { readonly fast?: boolean } = {}): Tokenizer {
  const parts = readFields(fileSchema, file, "tokenizer.json");
  if (parts.model == null) throw new InvalidTokenizerError("model", "there is none, so the file is something else");
  const model = makeModel(parts.model);
  const added = readAddedTokens(parts.added_tokens);
  const normalizer = parts.normalizer == null ? null : readPart(parts.normalizer, "normalizer");
  const preTokenizer = parts.pre_tokenizer == null ? null : readPart(parts.pre_tokenizer, "pre_tokenizer");
  const normalize: Normalizer = normalizer === null ? (text) => text : makeNormalizer(normalizer);
  const preTokenize: PreTokenizer = preTokenizer === null ? (text) => [text] : makePreTokenizer(preTokenizer);
  const post = makePostProcessor(parts.post_processor);
  const around = { added: post.added(false), ends: endsOf(post) };
  const decode = makeDecoder(parts.decoder);
  const lengths = { fileTruncation: readTruncation(parts.truncation), filePadding: readPadding(parts.padding) };
  const addedIds = new Map(added.map(({ content, id }) => [content, id]));
  const addedById = new Map(added.map((token) => [token.id, { ...token, spelling: spellingOf(token, normalize) }]));
  for (const { id, content } of added) {
    const other = model.tokenOf(id);
    if (other !== undefined && other !== content)
      throw new InvalidTokenizerError("added_tokens", `the id ${id} is "${content}", and "${other}" in the vocabulary`);
  }
  const size = added.reduce((most, { id }) => Math.max(most, id + 1), model.size);
  const tokenOf = (id: number) => addedById.get(id)?.spelling ?? model.tokenOf(id);
  const plainTokens = createPlainTokens(addedTokenSplitter(added, normalize), preTokenize, model);
  /** Made with the first text, as its tables take longer to make than the rest. */
  let made: ByteTokenizer | null | undefined = fast ? undefined : null;
  const byteWay = () => {
    if (made === undefined) made = byteTokenizer({ normalizer, preTokenizer, normalize, preTokenize, model, added });
    return made;
  };

  const idOf = (token: string) => addedIds.get(token) ?? model.idOf(token);
  const spell = (id: number) => tokenOf(id) ?? "";

  function tokensOf(text: string): readonly TextToken[] {
    const found = byteWay()?.ofText(text);
    return found == null ? plainTokens(text) : textTokens(found);
  }

  function encode(
    text: string,
    { pair, addSpecialTokens = true, maxLength = Number.POSITIVE_INFINITY, truncation = "head" }: EncodeOptions = {},
  ): Encoding {
    const originals = [text, ...(pair === undefined ? [] : [pair])].map((one) => one.toWellFormed());
    const texts = originals.map(tokensOf);
    const room = Math.max(0, maxLength - (addSpecialTokens ? post.added(texts.length > 1) : 0));
    const lengths = cutLengths(
      texts.map(({ length }) => length),
      room,
    );
    const kept = texts.map((tokens, number) => truncated(tokens, lengths[number]!, truncation));
    const cut = texts.reduce((sum, tokens, number) => sum + tokens.length - lengths[number]!, 0);
    return { tokens: post.process(kept, { addSpecialTokens, texts: originals, spell }), cut };
  }

  return {
    size,
    idOf,
    tokenOf,
    encode,
    encodeIds: createEncodeIds({ encode, byteWay, ...around }),
    encodeRows: (texts, options) =>
      encodeTokenRows(
        {
          ...{ vocabularySize: size, byteWay: byteWay(), tokensOf, ...around },
          finish: (tokens, text, { addSpecialTokens }) =>
            post.process([tokens], { addSpecialTokens, texts: [text], spell }),
        },
        texts,
        options,
      ),
    encodeBatch: (texts, options) => encodeBatch({ encode, idOf, ...lengths }, texts, options),
    decode(ids, { skipSpecialTokens = true } = {}) {
      const tokens = Array.from(ids).flatMap((id) => {
        if (skipSpecialTokens && addedById.get(id)?.special === true) return [];
        return tokenOf(id) ?? [];
      });
      return decode(tokens).join("");
    },
  };
}

function textTokens({ ids, starts, ends, count }: TokenList): readonly TextToken[] {
  return Array.from({ length: count }, (_, at) => {
    return { id: ids[at]!, typeId: 0, start: starts[at]!, end: ends[at]!, isSpecial: false };
  });
}

/** How many tokens of each text are kept: of two, the longer is cut first, as tokenizers' `longest_first` does. */
function cutLengths(lengths: readonly number[], room: number): readonly number[] {
  const [first, second] = lengths;
  if (first === undefined || second === undefined) return lengths.map((length) => Math.min(length, room));
  if (first + second <= room) return lengths;
  let less = Math.min(first, second);
  let more = less > room ? less : Math.max(less, room - less);
  if (less + more > room) {
    less = Math.floor(room / 2);
    more = less + (room % 2);
  }
  return first > second ? [more, less] : [less, more];
}
