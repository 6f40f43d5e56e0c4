/** @file The check of a data set: duplicates, leaks, label errors, damage; what each finding means and what mends it. */

export { type Cleaning, type CleanRequest, planCleaning } from "./clean.ts";
export { crossValidate } from "./confident-learning/cross-validate.ts";
export { findLabelIssues } from "./confident-learning/find-label-issues.ts";
export { findLabelSetIssues } from "./confident-learning/find-label-set-issues.ts";
export { detectorSettings } from "./detector-settings.ts";
export { findSimilarTexts } from "./duplicates/find-similar-texts.ts";
export { SeveralLabelsReviewError } from "./errors.ts";
export { type CheckRequest, type CheckResult, checkDataset } from "./examine.ts";
export { failureOf } from "./failure.ts";
export type { Finding, QualityReport, ReportedFinding, Severity } from "./finding.ts";
export { renderCheckHtml } from "./html/render-check-html.ts";
export { reviewFile } from "./review/review-file.ts";
export { renderCheck } from "./terminal/render-check.ts";
