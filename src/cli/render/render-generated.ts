import type { Renderer } from "./renderer.ts";

/** Nothing: prompt and text have been shown piece by piece, and only their line's end is left. */
export const renderGenerated: Renderer<"generate"> = () => "";
