/** @file Whether a report is bad enough to fail. */
import { type QualityReport, type Severity, severities } from "./finding.ts";

/** Why a check fails that must not find anything at least as severe as `limit`, or `null` where it passes. */
export function failureOf({ file, findings }: QualityReport, limit: Severity): string | null {
  const bad = findings.filter(({ severity }) => severities.indexOf(severity) >= severities.indexOf(limit));
  if (bad.length === 0) return null;
  const codes = bad.map(({ code }) => code).join(", ");
  return `The check of ${file} failed: ${bad.length} finding${bad.length === 1 ? " is" : "s are"} ${limit === "error" ? "an error" : `at least a ${limit}`} (${codes}).`;
}
