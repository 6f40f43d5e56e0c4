/** @file Everything a user can ask for, declared once. Runs in a browser. */
import { adaptModel } from "./adapt-model.ts";
import { addData } from "./add-data.ts";
import { calibrate } from "./calibrate.ts";
import { checkData } from "./check-data.ts";
import { cleanData } from "./clean-data.ts";
import { compare } from "./compare.ts";
import { convert } from "./convert.ts";
import { crossValidate } from "./cross-validate.ts";
import { diffData } from "./diff-data.ts";
import { embed } from "./embed.ts";
import { evaluate } from "./evaluate.ts";
import { exportData } from "./export-data.ts";
import { exportModel } from "./export-model.ts";
import { generate } from "./generate.ts";
import { importModel } from "./import-model.ts";
import { inspect } from "./inspect.ts";
import { learnTokenizer } from "./learn-tokenizer.ts";
import { learningCurve } from "./learning-curve.ts";
import { listData } from "./list-data.ts";
import { listModels } from "./list-models.ts";
import { listRecipes } from "./list-recipes.ts";
import { normalise } from "./normalise.ts";
import { predict } from "./predict.ts";
import { pretrainModel } from "./pretrain-model.ts";
import { pullModel } from "./pull-model.ts";
import { quickstart } from "./quickstart.ts";
import { removeData } from "./remove-data.ts";
import { removeModel } from "./remove-model.ts";
import { serve } from "./serve.ts";
import { showBundle } from "./show-bundle.ts";
import { showData } from "./show-data.ts";
import { showModel } from "./show-model.ts";
import { showRecipe } from "./show-recipe.ts";
import { split } from "./split.ts";
import { tokenise } from "./tokenise.ts";
import { train } from "./train.ts";
import { verifyBundle } from "./verify-bundle.ts";

export type { Declaration } from "./declaration.ts";
export { bytesOfSize } from "./size-field.ts";

/** Every action by the name of its function. */
export const api = {
  inspect,
  checkData,
  cleanData,
  split,
  addData,
  listData,
  showData,
  diffData,
  exportData,
  removeData,
  convert,
  train,
  evaluate,
  compare,
  crossValidate,
  learningCurve,
  calibrate,
  predict,
  embed,
  generate,
  serve,
  showBundle,
  verifyBundle,
  listRecipes,
  showRecipe,
  importModel,
  pullModel,
  adaptModel,
  pretrainModel,
  listModels,
  showModel,
  removeModel,
  exportModel,
  normalise,
  learnTokenizer,
  tokenise,
  quickstart,
} as const;

/** The name of an action. */
export type ActionName = keyof typeof api;
