/** @file The confusion matrix in a terminal: as a table where it fits, else its most frequent confusions. */
import { frequentConfusions } from "../many-labels.ts";
import { formatCount } from "../number-format.ts";
import type { EvaluationReport } from "../report.ts";
import { cutToWidth, displayWidth, oneLine } from "./display-width.ts";
import type { Paint } from "./paint.ts";
import { type Cell, textTable } from "./text-table.ts";

const mostLabels = 12;
const mostPairs = 10;
const longestLabel = 14;

/** Lines of at most `width` columns. */
export function confusionLines(report: EvaluationReport, paint: Paint, width: number): string[] {
  const { labels, confusionMatrix } = report;
  if (report.confusions !== undefined) return confusionList(report, paint, width);
  if (confusionMatrix.length === 0) return [];
  const names = labels.map((label) => cutToWidth(oneLine(label), longestLabel));
  const columns = [
    { title: "true ╲ predicted", align: "left" },
    ...names.map((title) => ({ title, align: "right" }) as const),
  ] as const;
  const needed = names.reduce(
    (sum, name, id) =>
      sum + 2 + Math.max(displayWidth(name), ...confusionMatrix.map((row) => formatCount(row[id]!).length)),
    18,
  );
  if (labels.length > mostLabels || needed > width) return confusionList(report, paint, width);
  const rows = confusionMatrix.map((row, truth) => [
    names[truth]!,
    ...row.map((count, prediction): Cell => {
      const text = formatCount(count);
      if (truth === prediction) return { text, paint: paint.good };
      return { text, paint: count === 0 ? paint.dim : paint.bad };
    }),
  ]);
  return textTable(columns, rows, { width, paint, indent: 2 });
}

function confusionList(report: EvaluationReport, paint: Paint, width: number): string[] {
  const { pairs, mostFrequent } = frequentConfusions(report);
  const columns = [
    { title: "True", align: "left" },
    { title: "Predicted", align: "left" },
    { title: "Examples", align: "right" },
  ] as const;
  const rows = mostFrequent
    .slice(0, mostPairs)
    .map(({ label, prediction, count }) => [
      oneLine(label),
      oneLine(prediction),
      { text: formatCount(count), paint: paint.bad },
    ]);
  const more = pairs - rows.length;
  return [
    ...textTable(columns, rows, { width, paint, indent: 2 }),
    ...(more > 0 ? [paint.dim(cutToWidth(`  and ${formatCount(more)} other pairs of labels`, width))] : []),
  ];
}
