import { count } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** What was learnt, and a command to look at it. */
export const renderLearntTokenizer: Renderer<"learnTokenizer"> = ({ folder, kind, tokens, words, texts }) =>
  [
    `${folder}: ${kind}, ${count(tokens)} tokens, learnt from ${count(texts)} texts with ${count(words)} different words.`,
    `Look at it: lexops text tokenise ${folder} "A text"`,
  ].join("\n");
