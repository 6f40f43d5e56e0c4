/** @file Answers as people read them: one renderer for each action, loaded when it is needed. */
import type { ActionName } from "../../api/index.ts";
import type { Renderer, View } from "./renderer.ts";

const renderers: { readonly [Name in ActionName]: () => Promise<Renderer<Name>> } = {
  inspect: async () => (await import("./render-inspection.ts")).renderInspection,
  checkData: async () => (await import("./render-check-data.ts")).renderCheckData,
  cleanData: async () => (await import("./render-clean-data.ts")).renderCleanData,
  split: async () => (await import("./render-split.ts")).renderSplit,
  addData: async () => (await import("./render-data-versions.ts")).renderAddedData,
  listData: async () => (await import("./render-data-versions.ts")).renderDataList,
  showData: async () => (await import("./render-data-versions.ts")).renderShownData,
  diffData: async () => (await import("./render-data-diff.ts")).renderDataDiff,
  exportData: async () => (await import("./render-data-versions.ts")).renderExportedData,
  removeData: async () => (await import("./render-data-versions.ts")).renderRemovedData,
  convert: async () => (await import("./render-conversion.ts")).renderConversion,
  train: async () => (await import("./render-training.ts")).renderTraining,
  evaluate: async () => (await import("./render-evaluation.ts")).renderEvaluation,
  compare: async () => (await import("./render-evaluation.ts")).renderCompared,
  crossValidate: async () => (await import("./render-evaluation.ts")).renderCrossValidated,
  learningCurve: async () => (await import("./render-evaluation.ts")).renderCurve,
  calibrate: async () => (await import("./render-calibration.ts")).renderCalibration,
  predict: async () => (await import("./render-prediction.ts")).renderPrediction,
  embed: async () => (await import("./render-embedded.ts")).renderEmbedded,
  generate: async () => (await import("./render-generated.ts")).renderGenerated,
  serve: async () => (await import("./render-serving.ts")).renderServing,
  showBundle: async () => (await import("./render-bundle.ts")).renderBundle,
  verifyBundle: async () => (await import("./render-bundle.ts")).renderVerified,
  listRecipes: async () => (await import("./render-recipes.ts")).renderRecipeList,
  importModel: async () => (await import("./render-models.ts")).renderImportedModel,
  pullModel: async () => (await import("./render-models.ts")).renderPulledModel,
  adaptModel: async () => (await import("./render-language-model.ts")).renderLanguageModel,
  pretrainModel: async () => (await import("./render-language-model.ts")).renderLanguageModel,
  listModels: async () => (await import("./render-models.ts")).renderModelList,
  showModel: async () => (await import("./render-models.ts")).renderShownModel,
  removeModel: async () => (await import("./render-models.ts")).renderRemovedModel,
  exportModel: async () => (await import("./render-models.ts")).renderExportedModel,
  normalise: async () => (await import("./render-normalised.ts")).renderNormalised,
  learnTokenizer: async () => (await import("./render-learnt-tokenizer.ts")).renderLearntTokenizer,
  tokenise: async () => (await import("./render-tokenised.ts")).renderTokenised,
  showRecipe: async () => (await import("./render-recipes.ts")).renderShownRecipe,
  quickstart: async () => (await import("./render-quickstart.ts")).renderQuickstartStep,
};

/** An answer of any action as text. */
export async function renderAnswer(name: ActionName, answer: unknown, view: View): Promise<string> {
  const render = (await renderers[name]()) as (answer: unknown, view: View) => string;
  return render(answer, view);
}
