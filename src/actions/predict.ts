import type { api } from "../api/index.ts";
import { CancelledError } from "../foundation/index.ts";
import { type LoadedBundle, loadBundle, type Prediction, requireAttention } from "../lifecycle/bundle/index.ts";
import { parseRecipe } from "../lifecycle/recipe/index.ts";
import type { Action } from "./action.ts";
import { findTextSource, textsOf } from "./input-texts.ts";

/** Answers for texts, a file's texts, or lines of standard input, in order. */
export const predict: Action<typeof api.predict> = async function* (
  context,
  { bundle: folder, inputs, text, threads, attention },
) {
  const source = await findTextSource(context, inputs);
  const bundle = await loadBundle(folder, { threads, notice: context.notice });
  try {
    const attentionOf = attention ? requireAttention(bundle) : undefined;
    const { recipe } = parseRecipe(bundle.bundle.recipeYaml, `${bundle.bundle.folder}/recipe.yaml`);
    let row = 0;
    for await (const texts of textsOf(context, source, "Predicting", text ?? recipe.columns.text)) {
      if (context.signal.aborted) throw new CancelledError("The prediction");
      for (const [index, answer] of (await answers(bundle, texts)).entries())
        yield {
          row: ++row,
          text: texts[index]!,
          ...answer,
          ...(attentionOf === undefined ? {} : { attention: await attentionOf(texts[index]!) }),
        };
    }
  } finally {
    await bundle.close();
  }
};

/** A single text is answered alone, so that it gets the same bits everywhere; a few share a batch. */
function answers(bundle: LoadedBundle, texts: readonly string[]): Promise<readonly Prediction[]> {
  return bundle.predict(texts);
}
