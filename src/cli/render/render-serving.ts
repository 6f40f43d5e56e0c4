import type { Renderer } from "./renderer.ts";

/** Where the server answers and how to ask it. */
export const renderServing: Renderer<"serve"> = ({ url, bundle, curl }) =>
  [`Serving ${bundle} at ${url} (a page to try it is there too).`, `  ${curl}`, "Ctrl-C stops it."].join("\n");
