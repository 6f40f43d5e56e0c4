import { oneLine } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** The normalised text on one line. */
export const renderNormalised: Renderer<"normalise"> = ({ normalised }) => oneLine(normalised, normalised.length);
