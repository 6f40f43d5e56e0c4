/** @file Whether a slice surely does worse or better than the whole. */
import type { EvaluationReport, SliceReport } from "./report.ts";

/** `below` or `above` where the whole interval of the slice's accuracy lies on that side of the overall accuracy. */
export function sliceStanding(slice: SliceReport, report: EvaluationReport): "below" | "above" | "within" {
  const overall = report.metrics["accuracy"]?.value ?? Number.NaN;
  const { low, high } = slice.metrics["accuracy"]!;
  if (high !== null && high < overall) return "below";
  return low !== null && low > overall ? "above" : "within";
}
