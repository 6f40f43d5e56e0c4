import { count } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** What was trained on, how good it became, and what to do with it. */
export const renderLanguageModel = (answer: Parameters<Renderer<"adaptModel">>[0]): string => {
  const { folder, modelType, parameters, texts, tokens, epochs, bestEpoch } = answer;
  const lines = epochs.map(({ epoch, metrics }) => {
    const { loss, "validation-loss": held, "validation-perplexity": perplexity } = metrics;
    const validation =
      held === undefined ? "" : `, validation ${held.toFixed(4)} (perplexity ${perplexity!.toFixed(1)})`;
    return `  epoch ${epoch}: loss ${loss!.toFixed(4)}${validation}${epoch === bestEpoch ? ", kept" : ""}`;
  });
  return [
    `${folder}: ${modelType}, ${count(parameters)} parameters, trained on ${count(texts)} texts (${count(tokens)} tokens).`,
    ...lines,
    `Fine-tune it: lexops train FILE --recipe fine-tune --pretrained ${folder}`,
  ].join("\n");
};
