import { count } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** What was written where. */
export const renderConversion: Renderer<"convert"> = ({ file, from, format, rows, columns }) =>
  `Written to ${file}: ${count(rows)} rows with ${columns.join(", ")} (${from} → ${format})`;
