import { count } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** Where the parts are. */
export const renderSplit: Renderer<"split"> = ({ folder, parts }) =>
  [`Written to ${folder}:`, ...parts.map(({ file, rows }) => `  ${file.padEnd(24)} ${count(rows)} rows`)].join("\n");
