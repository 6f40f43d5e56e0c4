import { bold, count } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

const titles: Readonly<Record<string, string>> = {
  "expected-calibration-error": "Calibration error",
  brier: "Brier score",
  "log-loss": "Log loss",
  accuracy: "Accuracy",
};

/** What the calibration changed, and where the new bundle is. */
export const renderCalibration: Renderer<"calibrate"> = ({ bundle, id, parent, method, rows, before, after }, view) =>
  [
    `${bold(method, view.color)} calibration by ${count(rows)} rows:`,
    `  ${"".padEnd(20)} ${"before".padStart(8)} ${"after".padStart(8)}`,
    ...Object.entries(before).map(
      ([name, value]) =>
        `  ${(titles[name] ?? name).padEnd(20)} ${value.toFixed(4).padStart(8)} ${after[name]!.toFixed(4).padStart(8)}`,
    ),
    "",
    `Sealed in ${bundle} (id ${id.slice(0, 12)}…), made from ${parent.slice(0, 12)}….`,
  ].join("\n");
