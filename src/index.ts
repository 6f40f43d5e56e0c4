/** @file Lexops as a library: the actions as functions, and bundles that answer. */
import type { z } from "zod";
import { type ActionContext, ask, createContext, openServed } from "./actions/index.ts";
import type { api } from "./api/index.ts";
import type { Progress } from "./foundation/index.ts";
import { loadBundle, type Prediction } from "./lifecycle/bundle/index.ts";
import type { Inspection } from "./lifecycle/data/index.ts";
import type {
  ComparisonReport,
  CrossValidationReport,
  EvaluationReport,
  ManyModelsReport,
  SampleSizeReport,
} from "./lifecycle/evaluation/index.ts";
import type { Recipe } from "./lifecycle/recipe/index.ts";
import type { RunningServer, ServeOptions } from "./server/index.ts";
import { createHomeAccess, homeFolder } from "./storage/home/index.ts";

export { type ErrorKind, LexopsError, type Progress, type ProgressEvent } from "./foundation/index.ts";
export {
  type Bundle,
  type LoadedBundle,
  loadBundle,
  type Prediction,
  type Predictor,
} from "./lifecycle/bundle/index.ts";
export type { Inspection } from "./lifecycle/data/index.ts";
export { type Embedder, type EmbedderOptions, openEmbedder } from "./lifecycle/embedding/index.ts";
export type {
  ComparisonReport,
  CrossValidationReport,
  EvaluationReport,
  ManyModelsReport,
  SampleSizeReport,
} from "./lifecycle/evaluation/index.ts";
export {
  type Generated,
  type GenerateOptions,
  type GeneratorOptions,
  openGenerator,
  type TextGenerator,
  type WriteOptions,
} from "./lifecycle/generation/index.ts";
export type { Recipe } from "./lifecycle/recipe/index.ts";
export {
  type IdentifiedLanguage,
  type LanguageIdentifier,
  type NormalisedText,
  type NormaliserConfig,
  normaliseText,
  openLanguageIdentifier,
  originalRange,
  readTokenizer,
  type TextRange,
} from "./lifecycle/text/index.ts";
export type { RunningServer, ServeOptions } from "./server/index.ts";

type Api = typeof api;
type Input<Name extends keyof Api> = z.input<Api[Name]["input"]>;
type Output<Name extends keyof Api> = z.output<Api[Name]["output"]>;

/** How any of these functions is run. */
export interface RunOptions {
  /** Told how far the work is. */
  readonly progress?: Progress;
  /** Aborts the work; it fails with an error of kind "cancelled" and leaves nothing half-written. */
  readonly signal?: AbortSignal;
  /** Told what a person should know meanwhile, for example of rows without a label. */
  readonly notice?: (text: string) => void;
  /** Folder that holds data sets and their versions; `LEXOPS_HOME` or `.lexops` unless told. */
  readonly home?: string;
}

/** Columns of the file; guessed from their names when absent. */
export type InspectOptions = Omit<Input<"inspect">, "file"> & RunOptions;
/** The flags of `lexops data check`. */
export type CheckDataOptions = Omit<Input<"checkData">, "file"> & RunOptions;
/** The flags of `lexops data clean`. */
export type CleanDataOptions = Omit<Input<"cleanData">, "file"> & RunOptions;
/** The flags of `lexops data split`. */
export type SplitOptions = Omit<Input<"split">, "file"> & RunOptions;
/** The flags of `lexops train`. */
export type TrainOptions = Omit<Input<"train">, "file"> & RunOptions;
/** The flags of `lexops evaluate`. */
export type EvaluateOptions = Omit<Input<"evaluate">, "bundle" | "file"> & RunOptions;
/** The flags of `lexops calibrate`. */
export type CalibrateOptions = Omit<Input<"calibrate">, "bundle" | "file"> & RunOptions;
/** The flags of `lexops compare`. */
export type CompareOptions = Omit<Input<"compare">, "bundles" | "file"> & RunOptions;

/** The flags of `lexops cross-validate`. */
export type CrossValidateOptions = Omit<Input<"crossValidate">, "file"> & RunOptions;
/** The flags of `lexops learning-curve`. */
export type LearningCurveOptions = Omit<Input<"learningCurve">, "file"> & RunOptions;

/** What a training made. */
export type TrainResult = Omit<Output<"train">, "evaluation"> & {
  /** Null where nothing was held out for a test. */
  readonly evaluation: EvaluationReport | null;
};
/** The flags of `lexops data convert`. */
export type ConvertOptions = Omit<Input<"convert">, "file" | "target"> & RunOptions;
/** What was converted. */
export type ConvertResult = Output<"convert">;
/** The flags of `lexops text learn-tokenizer`. */
export type LearnTokenizerOptions = Omit<Input<"learnTokenizer">, "file"> & RunOptions;
/** What was learnt, and where it is. */
export type LearnTokenizerResult = Output<"learnTokenizer">;
/** The report of a check. */
export type CheckedData = import("./lifecycle/quality/index.ts").QualityReport & {
  /** Why it failed, where `failOn` was given and something was that severe; else `null`. */
  readonly failure: string | null;
};
/** What a cleaning did. */
export type CleanedData = Output<"cleanData">;
/** The files of a split. */
export type SplitResult = Output<"split">;
/** The flags of `lexops data add`. */
export type AddDataOptions = Omit<Input<"addData">, "file" | "dataSet"> & RunOptions;
/** A version that was added, or was there already. */
export type AddedData = Output<"addData">;
/** One version of a data set. */
export type ShownData = Output<"showData">;
/** The flags of `lexops models import`. */
export type ImportModelOptions = Omit<Input<"importModel">, "folder"> & RunOptions;
/** The flags of `lexops models pull`. */
export type PullModelOptions = Omit<Input<"pullModel">, "repository"> & RunOptions;
/** The flags of `lexops models export`. */
export type ExportModelOptions = Omit<Input<"exportModel">, "bundle"> & RunOptions;
/** A pre-trained model that is in the home folder now. */
export type ImportedModel = Output<"importModel">;
/** What a bundle is and where it came from. */
export type BundleFacts = Output<"showBundle">;

/** What a file of texts holds: labels, lengths, duplicates, empties, telling words, examples. */
export async function inspect(file: string, options: InspectOptions = {}): Promise<Inspection> {
  const { context, input } = taken(options);
  return (await ask("inspect", { file, ...input }, context)) as unknown as Inspection;
}

/** Checks a file of texts for duplicates, leaks, damage, wrong labels; every finding says what mends it. */
export async function checkData(file: string, options: CheckDataOptions = {}): Promise<CheckedData> {
  const { context, input } = taken(options);
  return (await ask("checkData", { file, ...input }, context)) as unknown as CheckedData;
}

/** Repairs texts, changes labels as a review says and drops rows; writes a new file and leaves the old one as it is. */
export async function cleanData(file: string, options: CleanDataOptions): Promise<CleanedData> {
  const { context, input } = taken(options);
  return ask("cleanData", { file, ...input }, context);
}

/** Divides a file into training, validation and test files in a new folder. */
export async function split(file: string, options: SplitOptions = {}): Promise<SplitResult> {
  const { context, input } = taken(options);
  return ask("split", { file, ...input }, context);
}

/** Keeps a file as the next version of a data set in the home folder; the same content is the same version. */
export async function addData(file: string, dataSet: string, options: AddDataOptions = {}): Promise<AddedData> {
  const { context, input } = taken(options);
  return ask("addData", { file, dataSet, ...input }, context);
}

/**
 * Checks a pre-trained model's folder, as the Hugging Face Hub has it, and keeps it in the home folder.
 * @example await importModel("all-MiniLM-L6-v2", { licence: "apache-2.0" });
 */
export async function importModel(folder: string, options: ImportModelOptions = {}): Promise<ImportedModel> {
  const { context, input } = taken(options);
  return ask("importModel", { folder, ...input }, context);
}

/**
 * Fetches a pre-trained model from the Hugging Face Hub, or the hub that `HF_ENDPOINT` names, and imports it.
 * @example await pullModel("sentence-transformers/all-MiniLM-L6-v2", { name: "all-minilm" });
 */
export async function pullModel(repository: string, options: PullModelOptions = {}): Promise<Output<"pullModel">> {
  const { context, input } = taken(options);
  return ask("pullModel", { repository, ...input }, context);
}

/**
 * Writes the bundle of a fine-tuned transformer as a folder that Python's transformers and transformers.js load.
 * @example await exportModel("tuned", { output: "tuned-huggingface" });
 */
export async function exportModel(bundle: string, options: ExportModelOptions = {}): Promise<Output<"exportModel">> {
  const { context, input } = taken(options);
  return ask("exportModel", { bundle, ...input }, context);
}

/** Goes on training a pretrained model on unlabelled texts of a domain, and writes a Hugging Face folder. */
export async function adaptModel(
  model: string,
  file: string,
  options: Omit<Input<"adaptModel">, "model" | "file"> & RunOptions,
): Promise<Output<"adaptModel">> {
  const { context, input } = taken(options);
  return ask("adaptModel", { model, file, ...input }, context);
}

/** A small encoder from nothing but texts, as a Hugging Face folder. */
export async function pretrainModel(
  file: string,
  options: Omit<Input<"pretrainModel">, "file"> & RunOptions,
): Promise<Output<"pretrainModel">> {
  const { context, input } = taken(options);
  return ask("pretrainModel", { file, ...input }, context);
}

/** Every pre-trained model of the home folder. */
export async function listModels(options: RunOptions = {}): Promise<Output<"listModels">["models"]> {
  return (await ask("listModels", {}, taken(options).context)).models;
}

/** An imported model: architecture, sizes, heads, licence, files. */
export async function showModel(model: string, options: RunOptions = {}): Promise<Output<"showModel">> {
  return ask("showModel", { model }, taken(options).context);
}

/** Removes an imported model and its files from the home folder. */
export async function removeModel(model: string, options: RunOptions = {}): Promise<Output<"removeModel">> {
  return ask("removeModel", { model }, taken(options).context);
}

/** Every data set of the home folder with its versions. */
export async function listData(options: RunOptions = {}): Promise<Output<"listData">["dataSets"]> {
  return (await ask("listData", {}, taken(options).context)).dataSets;
}

/** A version of a data set: `NAME`, `NAME@v3`, `NAME@<first digits of its id>`. */
export async function showData(
  version: string,
  options: Omit<Input<"showData">, "version"> & RunOptions = {},
): Promise<ShownData> {
  const { context, input } = taken(options);
  return (await ask("showData", { version, ...input }, context)) as unknown as ShownData;
}

/** What changed between two versions or files, row by row and in their profiles. */
export async function diffData(
  before: string,
  after: string,
  options: Omit<Input<"diffData">, "before" | "after"> & RunOptions = {},
): Promise<Output<"diffData">> {
  const { context, input } = taken(options);
  return ask("diffData", { before, after, ...input }, context);
}

/** Writes a version of a data set as a file; the format is told from its name. */
export async function exportData(
  version: string,
  target: string,
  options: Omit<Input<"exportData">, "version" | "target"> & RunOptions = {},
): Promise<Output<"exportData">> {
  const { context, input } = taken(options);
  return ask("exportData", { version, target, ...input }, context);
}

/** Takes a version off the lists; adding the same data again brings it back. */
export async function removeData(version: string, options: RunOptions = {}): Promise<Output<"removeData">> {
  return ask("removeData", { version }, taken(options).context);
}

/**
 * Writes the rows of a file in another format, told from the target's name unless it is given.
 * @example await convert("reviews.csv", "reviews.jsonl");
 */
export async function convert(file: string, target: string, options: ConvertOptions = {}): Promise<ConvertResult> {
  const { context, input } = taken(options);
  return ask("convert", { file, target, ...input }, context);
}

/**
 * Learns a tokenizer from the texts of a file and writes it as a Hugging Face folder.
 * @example await learnTokenizer("reviews.csv", { vocabularySize: 16000, output: "tokenizer" });
 */
export async function learnTokenizer(file: string, options: LearnTokenizerOptions = {}): Promise<LearnTokenizerResult> {
  const { context, input } = taken(options);
  return ask("learnTokenizer", { file, ...input }, context);
}

/**
 * Trains a model on a file of labelled texts, evaluates it on the rows that were held out, and seals it in a bundle.
 * @example await train("reviews.csv", { recipe: "embedding-max-pool", output: "network" });
 */
export async function train(file: string, options: TrainOptions = {}): Promise<TrainResult> {
  const { context, input } = taken(options);
  return (await ask("train", { file, ...input }, context)) as unknown as TrainResult;
}

/** Measures the bundle in a folder on a file of labelled texts. */
export async function evaluate(bundle: string, file: string, options: EvaluateOptions = {}): Promise<EvaluationReport> {
  const { context, input } = taken(options);
  return (await ask("evaluate", { bundle, file, ...input }, context)) as unknown as EvaluationReport;
}

/** Makes a new bundle of the one in a folder, calibrated by a file of labelled texts that it was not trained on. */
export async function calibrate(
  bundle: string,
  file: string,
  options: CalibrateOptions = {},
): Promise<Output<"calibrate">> {
  const { context, input } = taken(options);
  return ask("calibrate", { bundle, file, ...input }, context);
}

/** Compares the bundles in two folders on the same labelled texts. */
export async function compare(
  first: string,
  second: string,
  file: string,
  options: CompareOptions = {},
): Promise<ComparisonReport> {
  const { context, input } = taken(options);
  return (await ask("compare", { bundles: [first, second], file, ...input }, context)) as unknown as ComparisonReport;
}

/** Recipes measured by cross-validation, without training one for good. */
export async function crossValidate(file: string, options: CrossValidateOptions = {}): Promise<CrossValidationReport> {
  const { context, input } = taken(options);
  return (await ask("crossValidate", { file, ...input }, context)) as unknown as CrossValidationReport;
}

/** One recipe trained on more and more rows: would still more help? */
export async function learningCurve(file: string, options: LearningCurveOptions = {}): Promise<SampleSizeReport> {
  const { context, input } = taken(options);
  return (await ask("learningCurve", { file, ...input }, context)) as unknown as SampleSizeReport;
}

/** Two or more bundles on the same labelled texts in one table, every pair tested and corrected for their number. */
export async function compareMany(
  bundles: readonly string[],
  file: string,
  options: CompareOptions = {},
): Promise<ManyModelsReport> {
  const { context, input } = taken(options);
  const table = true;
  return (await ask(
    "compare",
    { bundles: [...bundles], file, table, ...input },
    context,
  )) as unknown as ManyModelsReport;
}

/** Answers for a few texts with the bundle in a folder; to ask more than once, keep what `loadBundle` gives. */
export async function predict(bundle: string, texts: readonly string[]): Promise<readonly Prediction[]> {
  const loaded = await loadBundle(bundle);
  try {
    return await loaded.predict(texts);
  } finally {
    await loaded.close();
  }
}

/** Answers over HTTP with a bundle, or a pre-trained model's folder or name, until it is closed. */
export async function serve(bundle: string, options: ServeOptions = {}): Promise<RunningServer> {
  const { startServer } = await import("./server/index.ts");
  const opened = await openServed(taken({}).context.home, bundle, {});
  try {
    const server = await startServer(opened.served, options);
    return {
      url: server.url,
      async close() {
        await server.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** What a bundle is and where it came from; fails when it is not as it was sealed. */
export async function showBundle(bundle: string): Promise<BundleFacts> {
  return ask("showBundle", { bundle }, taken({}).context);
}

/** Checks every file of a bundle against its SHA-256; fails with the names of those that differ. */
export async function verifyBundle(bundle: string): Promise<Output<"verifyBundle">> {
  return ask("verifyBundle", { bundle }, taken({}).context);
}

/** The recipes that come with Lexops. */
export async function listRecipes(): Promise<Output<"listRecipes">["recipes"]> {
  return (await ask("listRecipes", {}, taken({}).context)).recipes;
}

/** A recipe by its name or from a file, with every default written out. */
export async function showRecipe(recipe: string): Promise<Recipe> {
  return (await ask("showRecipe", { recipe }, taken({}).context)) as unknown as Recipe;
}

/** What belongs to the run, and what belongs to the action. */
function taken<Options extends RunOptions>(
  options: Options,
): { readonly context: ActionContext; readonly input: Omit<Options, keyof RunOptions> } {
  const { progress, signal, notice, home, ...input } = options;
  const context = createContext({
    env: process.env,
    home: createHomeAccess(homeFolder(home, process.env), signal === undefined ? {} : { signal }),
    startServer: async (bundle, serveOptions) => (await import("./server/index.ts")).startServer(bundle, serveOptions),
    ...(progress === undefined ? {} : { progress }),
    ...(signal === undefined ? {} : { signal }),
    ...(notice === undefined ? {} : { notice }),
  });
  return { context, input };
}
