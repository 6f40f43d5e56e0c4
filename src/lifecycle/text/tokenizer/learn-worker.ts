/** @file The thread that learns a tokenizer. */
import { serveTasks, type TaskContext } from "../../../foundation/index.ts";
import type { TextColumn } from "../text-column.ts";
import type { LearnTokenizerConfig } from "./learn-tokenizer.config.ts";
import { learnTokenizer } from "./learn-tokenizer.ts";

serveTasks({
  learn: (
    { config, texts }: { readonly config: LearnTokenizerConfig; readonly texts: TextColumn },
    context: TaskContext,
  ) => learnTokenizer(config, texts, context),
});
