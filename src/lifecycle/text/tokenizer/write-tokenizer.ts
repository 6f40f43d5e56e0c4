/** @file Learns a tokenizer in a thread of its own and writes it as a folder that Hugging Face's libraries load. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createWorkerPool, siblingModule, type TaskOptions, writeFolderAtomic } from "../../../foundation/index.ts";
import type { TextColumn } from "../text-column.ts";
import type { LearnTokenizerConfig } from "./learn-tokenizer.config.ts";
import type { LearntTokenizer } from "./learn-tokenizer.ts";

/** The file that says that a folder holds a tokenizer. */
export const TOKENIZER_FILE = "tokenizer.json";

/** A tokenizer that was learnt, and its files. */
export interface LearntTokenizerFiles extends LearntTokenizer {
  /** The content of tokenizer.json and tokenizer_config.json, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Learns in a thread of its own. @throws NothingToLearnError, CancelledError */
export async function learntTokenizer(
  config: LearnTokenizerConfig,
  texts: TextColumn,
  options: TaskOptions,
): Promise<LearntTokenizerFiles> {
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "learn-worker"), threads: 1 });
  try {
    const learnt = await pool.run<LearntTokenizer>("learn", { config, texts }, options);
    const own = { ...classOf[config.kind], do_lower_case: config.lowercase };
    const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
    return { ...learnt, files: { [TOKENIZER_FILE]: json(learnt.file), "tokenizer_config.json": json(own) } };
  } finally {
    await pool.close();
  }
}

/** Writes tokenizer.json and tokenizer_config.json; the folder appears whole or not at all. @throws NothingToLearnError, CancelledError */
export async function writeLearntTokenizer(
  folder: string,
  config: LearnTokenizerConfig,
  texts: TextColumn,
  options: TaskOptions,
): Promise<Omit<LearntTokenizer, "file">> {
  const { file: _, files, ...facts } = await learntTokenizer(config, texts, options);
  await writeFolderAtomic(folder, async (temporary) => {
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(temporary, name), content);
  });
  return facts;
}

const angled = {
  ...{ tokenizer_class: "PreTrainedTokenizerFast", unk_token: "<unk>", pad_token: "<pad>" },
  ...{ bos_token: "<s>", eos_token: "</s>", cls_token: "<s>", sep_token: "</s>", mask_token: "<mask>" },
};
const classOf = {
  wordpiece: {
    ...{ tokenizer_class: "BertTokenizer", unk_token: "[UNK]", pad_token: "[PAD]" },
    ...{ cls_token: "[CLS]", sep_token: "[SEP]", mask_token: "[MASK]" },
  },
  "byte-level-bpe": angled,
  unigram: angled,
};
