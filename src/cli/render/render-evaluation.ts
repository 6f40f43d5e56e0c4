/** @file Reports and comparisons as the evaluation renders them. */
import {
  type ComparisonReport,
  type EvaluationReport,
  renderComparisonReport,
  renderTerminal,
} from "../../lifecycle/evaluation/index.ts";
import type { Renderer } from "./renderer.ts";

/** A report of one bundle. */
export const renderEvaluation: Renderer<"evaluate"> = (report, view) =>
  renderTerminal(report as unknown as EvaluationReport, view);

/** Two bundles side by side. */
export const renderCompared: Renderer<"compare"> = (report, view) =>
  renderComparisonReport(report as unknown as ComparisonReport, view);
