/** @file One function for each thing a user can ask for, loaded when it is asked for. */
import type { z } from "zod";
import { type ActionName, api } from "../api/index.ts";
import { parseConfig } from "../foundation/index.ts";
import type { Action, ActionContext } from "./action.ts";
import { explainSystemError } from "./errors.ts";
import type { openServed as OpenServed } from "./open-served.ts";

export { type ActionContext, createContext } from "./action.ts";
export { version } from "./version.ts";

type Api = typeof api;

/** Every declared action and where its function is. */
const actions: { readonly [Name in ActionName]: () => Promise<Action<Api[Name]>> } = {
  inspect: async () => (await import("./inspect.ts")).inspect,
  checkData: async () => (await import("./check-data.ts")).checkData,
  cleanData: async () => (await import("./clean-data.ts")).cleanData,
  split: async () => (await import("./split.ts")).split,
  addData: async () => (await import("./add-data.ts")).addData,
  listData: async () => (await import("./list-data.ts")).listData,
  showData: async () => (await import("./show-data.ts")).showData,
  diffData: async () => (await import("./diff-data.ts")).diffData,
  exportData: async () => (await import("./export-data.ts")).exportData,
  removeData: async () => (await import("./remove-data.ts")).removeData,
  convert: async () => (await import("./convert.ts")).convert,
  train: async () => (await import("./train.ts")).train,
  evaluate: async () => (await import("./evaluate.ts")).evaluate,
  compare: async () => (await import("./compare.ts")).compare,
  crossValidate: async () => (await import("./cross-validate.ts")).crossValidate,
  learningCurve: async () => (await import("./learning-curve.ts")).learningCurve,
  calibrate: async () => (await import("./calibrate.ts")).calibrate,
  predict: async () => (await import("./predict.ts")).predict,
  embed: async () => (await import("./embed.ts")).embed,
  generate: async () => (await import("./generate.ts")).generate,
  serve: async () => (await import("./serve.ts")).serve,
  showBundle: async () => (await import("./show-bundle.ts")).showBundle,
  verifyBundle: async () => (await import("./verify-bundle.ts")).verifyBundle,
  listRecipes: async () => (await import("./list-recipes.ts")).listRecipes,
  importModel: async () => (await import("./import-model.ts")).importModel,
  pullModel: async () => (await import("./pull-model.ts")).pullModel,
  adaptModel: async () => (await import("./adapt-model.ts")).adaptModel,
  pretrainModel: async () => (await import("./pretrain-model.ts")).pretrainModel,
  listModels: async () => (await import("./list-models.ts")).listModels,
  showModel: async () => (await import("./show-model.ts")).showModel,
  removeModel: async () => (await import("./remove-model.ts")).removeModel,
  exportModel: async () => (await import("./export-model.ts")).exportModel,
  normalise: async () => (await import("./normalise.ts")).normalise,
  learnTokenizer: async () => (await import("./learn-tokenizer.ts")).learnTokenizer,
  tokenise: async () => (await import("./tokenise.ts")).tokenise,
  showRecipe: async () => (await import("./show-recipe.ts")).showRecipe,
  quickstart: async () => (await import("./quickstart.ts")).quickstart,
};

/** Names of actions that answer once. */
export type AnsweringName = { [Name in ActionName]: Api[Name]["streams"] extends true ? never : Name }[ActionName];
/** Names of actions that answer one by one. */
export type StreamingName = Exclude<ActionName, AnsweringName>;

/**
 * Runs an action that answers once.
 * @throws InvalidConfigError for input that does not fit, and what the action throws
 */
export async function ask<Name extends AnsweringName>(
  name: Name,
  input: z.input<Api[Name]["input"]>,
  context: ActionContext,
): Promise<z.input<Api[Name]["output"]>> {
  const action = (await actions[name]()) as unknown as Action<Api[Name]>;
  try {
    return (await action(context, checkedInput(name, input))) as z.input<Api[Name]["output"]>;
  } catch (error) {
    throw explainSystemError(error);
  } finally {
    await context.home.close();
  }
}

/** Runs an action that answers one by one; leaving the loop ends it. */
export async function* stream<Name extends StreamingName>(
  name: Name,
  input: z.input<Api[Name]["input"]>,
  context: ActionContext,
): AsyncGenerator<z.input<Api[Name]["output"]>> {
  const action = (await actions[name]()) as unknown as Action<Api[Name]>;
  try {
    yield* action(context, checkedInput(name, input)) as AsyncIterable<z.input<Api[Name]["output"]>>;
  } catch (error) {
    throw explainSystemError(error);
  } finally {
    await context.home.close();
  }
}

/** Opens a bundle or a pre-trained model for serving. @throws what opening it throws */
export const openServed: typeof OpenServed = async (...given) =>
  (await import("./open-served.ts")).openServed(...given);

/** Whether an action answers one by one. */
export function isStreaming(name: ActionName): name is StreamingName {
  return api[name].streams;
}

function checkedInput<Name extends ActionName>(name: Name, input: unknown): z.output<Api[Name]["input"]> {
  return parseConfig(api[name].input, input, `The input of ${name}`) as z.output<Api[Name]["input"]>;
}
