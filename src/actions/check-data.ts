import type { api } from "../api/index.ts";
import { writeFileAtomic } from "../foundation/index.ts";
import {
  checkDataset,
  failureOf,
  renderCheckHtml,
  reviewFile,
  SeveralLabelsReviewError,
} from "../lifecycle/quality/index.ts";
import type { Action } from "./action.ts";
import { dataToCheck } from "./data-to-check.ts";
import { requireOutputFile } from "./prepare-output.ts";

/** What is wrong with a file, as a report; also as an HTML file, and the doubted labels as a file to review. */
export const checkData: Action<typeof api.checkData> = async (context, input) => {
  const { only, skip, failOn, issues, html } = input;
  for (const output of [issues, html]) if (output !== undefined) await requireOutputFile(output);
  const { request } = await dataToCheck(context, input);
  if (issues !== undefined && request.dataset.labels.sets !== undefined) throw new SeveralLabelsReviewError(input.file);
  const { report, findings } = await checkDataset({ ...request, only, skip });
  if (issues !== undefined) {
    const suggestions = findings.find((finding) => finding.suggestions !== undefined)?.suggestions;
    const none = { rows: new Uint32Array(0), labels: [], scores: new Float64Array(0) };
    await writeFileAtomic(issues, reviewFile(request.dataset, suggestions ?? none));
    context.notice(`${suggestions?.rows.length ?? 0} doubted labels were written to ${issues}.`);
  }
  if (html !== undefined) await writeFileAtomic(html, renderCheckHtml(report));
  return { ...report, failure: failOn === undefined ? null : failureOf(report, failOn) };
};
