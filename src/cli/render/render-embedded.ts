import { oneLine } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

const SHOWN = 6;

/** A text with the first numbers of its embedding; all of them are for machines. */
export const renderEmbedded: Renderer<"embed"> = ({ text, embedding }, { width }) => {
  const numbers = embedding.slice(0, SHOWN).map((value) => value.toFixed(4).padStart(8));
  const line = `${numbers.join("")}  … ${embedding.length}`;
  return `${oneLine(text, Math.max(20, width - line.length - 2)).padEnd(Math.max(20, width - line.length - 2))}  ${line}`;
};
