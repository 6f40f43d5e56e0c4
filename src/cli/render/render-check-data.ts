import { type QualityReport, renderCheck } from "../../lifecycle/quality/index.ts";
import type { Renderer } from "./renderer.ts";

/** The report of a check. */
export const renderCheckData: Renderer<"checkData"> = (report, view) =>
  renderCheck(report as unknown as QualityReport, view);
