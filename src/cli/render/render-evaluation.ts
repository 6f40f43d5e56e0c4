/** @file Reports and comparisons as the evaluation renders them. */
import {
  type ComparisonReport,
  type CrossValidationReport,
  type EvaluationReport,
  type ManyModelsReport,
  renderComparisonReport,
  renderCrossValidation,
  renderModelTable,
  renderSampleSizeCurve,
  renderTerminal,
  type SampleSizeReport,
} from "../../lifecycle/evaluation/index.ts";
import type { Renderer } from "./renderer.ts";

/** A report of one bundle. */
export const renderEvaluation: Renderer<"evaluate"> = (report, view) =>
  renderTerminal(report as unknown as EvaluationReport, view);

/** Bundles side by side: two in full, more in one table. */
export const renderCompared: Renderer<"compare"> = (report, view) => {
  const compared = report as unknown as ComparisonReport | ManyModelsReport;
  return compared.format === "lexops-comparison/v1"
    ? renderComparisonReport(compared, view)
    : renderModelTable(compared, view);
};

/** Recipes over folds. */
export const renderCrossValidated: Renderer<"crossValidate"> = (report, view) =>
  renderCrossValidation(report as unknown as CrossValidationReport, view);

/** One recipe over sizes of its training set. */
export const renderCurve: Renderer<"learningCurve"> = (report, view) =>
  renderSampleSizeCurve(report as unknown as SampleSizeReport, view);
