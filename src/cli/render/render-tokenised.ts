import { oneLine } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** The tokens on one line, and how many were cut. */
export const renderTokenised: Renderer<"tokenise"> = ({ tokens, cut }) => {
  const shown = tokens.map(({ token }) => token).join(" ");
  return `${oneLine(shown, shown.length)}${cut === 0 ? "" : ` … (${cut} more)`}`;
};
