import { type EvaluationReport, renderComparison } from "../../lifecycle/evaluation/index.ts";
import { duration } from "../progress-view.ts";
import { bold, count, oneLine } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** One step of the job in a line or two, or a table. */
export const renderQuickstartStep: Renderer<"quickstart"> = (step, view) => {
  const { color, width } = view;
  const title = (text: string) => bold(text, color);
  const seconds = (value: number) => duration(value * 1000);
  switch (step.step) {
    case "start":
      return `${title("Lexops quickstart")} with ${step.source}: ${step.file}`;
    case "data": {
      const labels = Object.entries(step.labels);
      const shown = labels.slice(0, 8).map(([label, rows]) => `${oneLine(label, 30)} ${count(rows)}`);
      return [
        `\n${title("1. Data")} checked in ${seconds(step.seconds)}: ${count(step.rows)} rows, texts in "${step.text}", labels in "${step.label}" (${shown.join(", ")}${labels.length > 8 ? ", …" : ""}).`,
        ...step.warnings.map((warning) => `   ${warning}`),
        `   Split: ${count(step.train)} train, ${count(step.validation)} validation, ${count(step.test)} test; equal texts never straddle.`,
      ].join("\n");
    }
    case "train":
      return [
        `\n${title(step.recipe)}: ${count(step.features)} features, trained and evaluated in ${seconds(step.seconds)}`,
        step.validated ? `; best validation loss after epoch ${step.bestEpoch} of ${step.epochs}.` : ".",
      ].join("");
    case "evaluate":
      return [
        `\n${title("On the test set")}`,
        renderComparison(
          step.models.map(({ recipe, evaluation }) => ({
            name: recipe,
            report: evaluation as unknown as EvaluationReport,
          })),
          view,
        ).trimEnd(),
        ...step.models.flatMap(({ recipe, evaluation }) =>
          confusion(recipe, evaluation as unknown as EvaluationReport),
        ),
      ].join("\n");
    case "bundle":
      return [
        `\n${title("Sealed bundles")}`,
        ...step.bundles.map(({ folder, id }) => `   ${folder}  (id ${id.slice(0, 12)}…)`),
      ].join("\n");
    case "serve":
      return [
        `\n${title("Serving")} ${step.recipe} at ${step.url}`,
        `   POST /predict ${oneLine(JSON.stringify({ text: step.text }), Math.max(60, width - 20))}`,
        `   ${JSON.stringify(step.answer)}${step.label === null ? "" : ` (the file says: ${oneLine(step.label, 30)})`}`,
        `   Try it: ${step.curl}`,
      ].join("\n");
    case "end":
      return step.keepsServing
        ? `\nAll of it in ${seconds(step.seconds)}. The server goes on until Ctrl-C.`
        : `\nAll of it in ${seconds(step.seconds)}. The server was stopped; lexops serve starts it again.`;
  }
};

function confusion(name: string, { labels, confusionMatrix }: EvaluationReport): string[] {
  const most = 6;
  if (labels.length > most) return [];
  const names = labels.map((label) => oneLine(label, 16));
  const left = Math.max(...names.map(({ length }) => length), 6);
  const cell = Math.max(left, 8);
  return [
    "",
    `   ${name}: rows are the truth, columns the prediction`,
    `   ${"".padEnd(left)}  ${names.map((label) => label.padStart(cell)).join("  ")}`,
    ...confusionMatrix.map(
      (row, id) => `   ${names[id]!.padEnd(left)}  ${row.map((value) => count(value).padStart(cell)).join("  ")}`,
    ),
  ];
}
