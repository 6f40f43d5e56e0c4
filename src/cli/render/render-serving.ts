import type { Renderer } from "./renderer.ts";

/** Where the server answers and how to ask it. */
export const renderServing: Renderer<"serve"> = ({ url, bundle, task, curl }) =>
  [
    `Serving ${bundle} at ${url}${task === "predict" ? " (a page to try it is there too)" : ""}.`,
    `  ${curl}`,
    "Ctrl-C stops it.",
  ].join("\n");
