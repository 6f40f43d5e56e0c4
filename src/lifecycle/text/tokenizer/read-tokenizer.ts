/** @file A tokenizer from the files beside a model: tokenizer.json, or the older vocabularies as plain text. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { InvalidTokenizerError, NoTokenizerError } from "./errors.ts";
import {
  bertEnds,
  bertParts,
  byteLevelPart,
  bytePairModel,
  robertaEnds,
  specialToken,
  wordPieceModel,
} from "./family-parts.ts";
import { pairOf } from "./models.ts";
import { readFields } from "./parts.ts";
import { createTokenizer, type Tokenizer } from "./tokenizer.ts";

/** More than any tokenizer has; a guard against files that are something else. */
const MOST_BYTES = 512 * 2 ** 20;

const classFields = z.looseObject({
  do_lower_case: z.boolean().default(true),
  tokenize_chinese_chars: z.boolean().default(true),
  strip_accents: z.boolean().nullish(),
  add_prefix_space: z.boolean().default(false),
  unk_token: z.unknown().optional(),
  cls_token: z.unknown().optional(),
  sep_token: z.unknown().optional(),
});

/**
 * Reads a tokenizer.json, or from a folder the first there is of tokenizer.json, vocab.txt (WordPiece as BERT's) and
 * vocab.json with merges.txt (byte-level BPE: RoBERTa's where it has `<s>` and `</s>`, else GPT-2's).
 * @throws NoTokenizerError, InvalidTokenizerError, UnsupportedTokenizerError
 */
export async function readTokenizer(file: string): Promise<Tokenizer> {
  return createTokenizer(await readTokenizerFile(file));
}

/** What the tokenizer.json holds that `readTokenizer` reads, or would hold. @throws NoTokenizerError, InvalidTokenizerError */
export async function readTokenizerFile(file: string): Promise<unknown> {
  if (!(await isFolder(file))) return parseJson(await text(file), path.basename(file));
  const own = await optionalText(path.join(file, "tokenizer.json"));
  if (own !== null) return parseJson(own, "tokenizer.json");
  const config = await optionalText(path.join(file, "tokenizer_config.json"));
  const settings = readFields(
    classFields,
    config === null ? {} : parseJson(config, "tokenizer_config.json"),
    "tokenizer_config.json",
  );
  const words = await optionalText(path.join(file, "vocab.txt"));
  if (words !== null) return wordPieceFile(words, settings);
  const vocab = await optionalText(path.join(file, "vocab.json"));
  const merges = await optionalText(path.join(file, "merges.txt"));
  if (vocab === null || merges === null) throw new NoTokenizerError(file);
  return byteLevelFile(parseJson(vocab, "vocab.json"), merges, settings);
}

/** What BERT's tokenizer class makes of a vocabulary. */
function wordPieceFile(words: string, settings: z.output<typeof classFields>): unknown {
  const tokens = words.split(/\r?\n/);
  if (tokens.at(-1) === "") tokens.pop();
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const [unknown, cls, sep] = [
    nameOf(settings.unk_token, "[UNK]"),
    nameOf(settings.cls_token, "[CLS]"),
    nameOf(settings.sep_token, "[SEP]"),
  ];
  const idOf = (token: string) => {
    const id = vocab[token];
    if (id === undefined) throw new InvalidTokenizerError("vocab.txt", `there is no ${token}`);
    return id;
  };
  return {
    added_tokens: ["[PAD]", unknown, cls, sep, "[MASK]"]
      .filter((token) => vocab[token] !== undefined)
      .map((token) => specialToken(token, vocab[token]!)),
    ...bertParts({
      lowercase: settings.do_lower_case,
      stripAccents: settings.strip_accents,
      handleChineseCharacters: settings.tokenize_chinese_chars,
    }),
    post_processor: bertEnds({ sep: [sep, idOf(sep)], cls: [cls, idOf(cls)] }),
    model: wordPieceModel(vocab, unknown),
  };
}

/** What GPT-2's and RoBERTa's tokenizer classes make of a vocabulary with merges. */
function byteLevelFile(vocab: unknown, merges: string, settings: z.output<typeof classFields>): unknown {
  const ids = readFields(z.record(z.string(), z.int().min(0)), vocab, "vocab.json");
  const lines = merges.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#version"));
  const [start, end] = [ids["<s>"], ids["</s>"]];
  const spaces = { addPrefixSpace: settings.add_prefix_space };
  return {
    added_tokens: ["<s>", "<pad>", "</s>", "<unk>", "<mask>", "<|endoftext|>"]
      .filter((token) => ids[token] !== undefined)
      .map((token) => specialToken(token, ids[token]!)),
    pre_tokenizer: byteLevelPart(spaces),
    post_processor:
      start === undefined || end === undefined
        ? byteLevelPart({ ...spaces, trimOffsets: false })
        : robertaEnds({ sep: ["</s>", end], cls: ["<s>", start] }, spaces),
    decoder: byteLevelPart(spaces),
    model: bytePairModel(
      ids,
      lines.map((line, number) => pairOf(line, `merges.txt, pair ${number + 1}`)),
    ),
  };
}

/** A token's text, which older files give as an object with `content`. */
function nameOf(token: unknown, otherwise: string): string {
  if (typeof token === "string") return token;
  const { success, data } = z.looseObject({ content: z.string() }).safeParse(token);
  return success ? data.content : otherwise;
}

function parseJson(content: string, name: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new InvalidTokenizerError(name, "it is no JSON", { cause: error });
  }
}

async function isFolder(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new NoTokenizerError(file);
  return found.isDirectory();
}

async function optionalText(file: string): Promise<string | null> {
  return (await stat(file).catch(() => null)) === null ? null : text(file);
}

async function text(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > MOST_BYTES)
    throw new InvalidTokenizerError(path.basename(file), `its ${size} bytes are more than a tokenizer has`);
  return readFile(file, "utf8");
}
