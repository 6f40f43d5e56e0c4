import { z } from "zod";
import { learnTokenizerConfig } from "../lifecycle/text/tokenizer/learn-tokenizer.config.ts";
import { columnFields, fileField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

const { kind, vocabularySize, minFrequency, lowercase } = learnTokenizerConfig.shape;

/** Learns a tokenizer from texts. */
export const learnTokenizer = declare({
  command: ["text", "learn-tokenizer"],
  summary: "Learn a tokenizer from a file's texts and write it as a Hugging Face folder.",
  details:
    "The folder's tokenizer.json loads in the tokenizers package, in transformers and in transformers.js. The same texts and settings give the same file.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    text: columnFields.text,
    kind: kind.describe(
      "wordpiece as BERT's, byte-level-bpe as RoBERTa's and GPT-2's, unigram as XLM-RoBERTa's and ALBERT's.",
    ),
    vocabularySize: vocabularySize.describe("Tokens at most, special ones and single characters included."),
    minFrequency: minFrequency.describe("Pairs that occur less often are not joined; unigram joins none."),
    lowercase: lowercase.describe("Make everything lower-case first; wordpiece then takes accents off as well."),
    output: z
      .string()
      .min(1)
      .default("tokenizer")
      .describe("Folder of the tokenizer. An older tokenizer there is replaced."),
  }),
  positionals: ["file"],
  placeholders: { text: "COLUMN", vocabularySize: "TOKENS", minFrequency: "COUNT", output: "DIR" },
  output: z.object({
    folder: z.string(),
    kind: kind.unwrap(),
    tokens: z.number(),
    /** Different pieces that the texts are made of. */
    words: z.number(),
    texts: z.number(),
    digest: z.string(),
  }),
  streams: false,
  examples: [
    "lexops text learn-tokenizer reviews.csv --output tokenizer",
    "lexops text learn-tokenizer notes.jsonl --kind byte-level-bpe --vocabulary-size 16000 --no-lowercase",
  ],
});
