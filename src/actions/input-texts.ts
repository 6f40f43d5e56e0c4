/** @file The texts of a command line: given in words, in a file of data, or as the lines of standard input. */
import { stat } from "node:fs/promises";
import { readDataset } from "../lifecycle/data/index.ts";
import { textAt } from "../lifecycle/text/index.ts";
import type { ActionContext } from "./action.ts";
import { MissingInputFileError, NothingToPredictError } from "./errors.ts";
import { linesOf } from "./lines-of.ts";

/** Texts of a file come in groups of this many. */
const groupRows = 256;
const dataFileName = /^\S+\.(csv|tsv|jsonl|ndjson|parquet)(\.gz)?$/i;

/** Where texts come from, checked before anything else is loaded. */
export type TextSource = { readonly file: string } | { readonly texts: readonly string[] } | "standard-input";

/** Tells the source. @throws NothingToPredictError, MissingInputFileError */
export async function findTextSource(context: ActionContext, inputs: readonly string[]): Promise<TextSource> {
  const [only] = inputs;
  if (only === undefined || (inputs.length === 1 && only === "-")) {
    if (context.standardInput === undefined) throw new NothingToPredictError();
    return "standard-input";
  }
  const file = inputs.length === 1 ? await findFile(only) : undefined;
  return file === undefined ? { texts: inputs } : { file };
}

/** The texts in order, in groups. @param column of a file's texts; guessed where there is none */
export function textsOf(
  context: ActionContext,
  source: TextSource,
  task: string,
  column: string | undefined,
): AsyncIterable<readonly string[]> | Iterable<readonly string[]> {
  if (source === "standard-input") return linesOf(context.standardInput!, context.signal);
  return "file" in source ? textsOfFile(context, source.file, task, column) : [source.texts];
}

async function findFile(word: string): Promise<string | undefined> {
  const found = await stat(word).catch((error: NodeJS.ErrnoException) => {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(error.code ?? "")) return undefined;
    throw error;
  });
  if (found === undefined && dataFileName.test(word)) throw new MissingInputFileError(word);
  return found === undefined ? undefined : word;
}

async function* textsOfFile(
  { progress, signal, notice }: ActionContext,
  file: string,
  task: string,
  column: string | undefined,
): AsyncGenerator<readonly string[]> {
  const dataset = await readDataset(file, { text: column, label: null, progress, signal });
  for (const { message } of dataset.warnings) notice(message);
  for (let start = 0; start < dataset.rows; start += groupRows) {
    const length = Math.min(groupRows, dataset.rows - start);
    yield Array.from({ length }, (_, index) => textAt(dataset.texts, start + index));
    progress({ task, done: start + length, total: dataset.rows, unit: "texts" });
  }
  progress({ task, done: dataset.rows, total: dataset.rows, unit: "texts", finished: true });
}
