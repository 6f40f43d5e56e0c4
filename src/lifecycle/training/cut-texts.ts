/** @file What a person should know where texts are longer than a model reads. */
import type { TokenizerIdsConfig } from "../text/index.ts";

const kept = {
  head: "their beginnings are kept",
  tail: "their ends are kept",
  both: "half of what is kept is their beginning, half their end",
};

/** So many of the training texts are cut. */
export function cutTextsNotice(
  cut: number,
  texts: number,
  { maxLength, truncation }: Pick<TokenizerIdsConfig, "maxLength" | "truncation">,
): string {
  const [counted, all] = [cut, texts].map((count) => count.toLocaleString("en-US"));
  const share = ((100 * cut) / texts).toFixed(1);
  return `${counted} of ${all} training texts (${share} %) are longer than ${maxLength} tokens; ${kept[truncation]}. --set text.maxLength=… reads more of them in more time, --set text.truncation=… keeps another part.`;
}
