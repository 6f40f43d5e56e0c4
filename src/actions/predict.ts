import { stat } from "node:fs/promises";
import type { api } from "../api/index.ts";
import { CancelledError } from "../foundation/index.ts";
import { type LoadedBundle, loadBundle, type Prediction } from "../lifecycle/bundle/index.ts";
import { readDataset } from "../lifecycle/data/index.ts";
import { parseRecipe } from "../lifecycle/recipe/index.ts";
import { textAt } from "../lifecycle/text/index.ts";
import type { Action, ActionContext } from "./action.ts";
import { MissingInputFileError, NothingToPredictError } from "./errors.ts";
import { linesOf } from "./lines-of.ts";

/** Texts of a file are answered in groups of this many. */
const groupRows = 256;
const dataFileName = /^\S+\.(csv|tsv|jsonl|ndjson|parquet)(\.gz)?$/i;

/** Answers for texts, a file's texts, or lines of standard input, in order. */
export const predict: Action<typeof api.predict> = async function* (
  context,
  { bundle: folder, inputs, text, threads },
) {
  const [only] = inputs;
  const fromInput = inputs.length === 0 || (inputs.length === 1 && only === "-");
  if (fromInput && context.standardInput === undefined) throw new NothingToPredictError();
  const file = inputs.length === 1 && !fromInput ? await findFile(only!) : undefined;
  const bundle = await loadBundle(folder, { threads });
  try {
    const groups = fromInput
      ? linesOf(context.standardInput!, context.signal)
      : file === undefined
        ? [inputs]
        : textsOfFile(context, bundle, file, text);
    let row = 0;
    for await (const texts of groups) {
      if (context.signal.aborted) throw new CancelledError("The prediction");
      for (const [index, answer] of (await answers(bundle, texts)).entries())
        yield { row: ++row, text: texts[index]!, ...answer };
    }
  } finally {
    await bundle.close();
  }
};

/** A single text is answered alone, so that it gets the same bits everywhere; a few share a batch. */
function answers(bundle: LoadedBundle, texts: readonly string[]): Promise<readonly Prediction[]> {
  return bundle.predict(texts);
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
  bundle: LoadedBundle,
  file: string,
  text: string | undefined,
): AsyncGenerator<readonly string[]> {
  const { recipe } = parseRecipe(bundle.bundle.recipeYaml, `${bundle.bundle.folder}/recipe.yaml`);
  const dataset = await readDataset(file, { text: text ?? recipe.columns.text, label: null, progress, signal });
  for (const { message } of dataset.warnings) notice(message);
  for (let start = 0; start < dataset.rows; start += groupRows) {
    const length = Math.min(groupRows, dataset.rows - start);
    yield Array.from({ length }, (_, index) => textAt(dataset.texts, start + index));
    progress({ task: "Predicting", done: start + length, total: dataset.rows, unit: "texts" });
  }
  progress({ task: "Predicting", done: dataset.rows, total: dataset.rows, unit: "texts", finished: true });
}
