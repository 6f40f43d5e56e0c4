import { bold, count, megabytes } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** A bundle's own account. */
export const renderBundle: Renderer<"showBundle"> = (answer, { color }) => {
  const { folder, id, name, labels, thresholds, text, features, model, metrics, lineage, files } = answer;
  const facts: [string, string][] = [
    ["Folder", folder],
    ["Id", id],
    ["Labels", listed(labels)],
    ...(thresholds === null ? [] : ([["Given from", givenFrom(thresholds)]] as [string, string][])),
    ["Text", `${text.type}, ${count(features)} features`],
    ["Model", model.type],
  ];
  const figures = Object.entries(metrics ?? {}).map(
    ([metric, { value, low, high }]) =>
      `  ${metric.padEnd(28)} ${value.toFixed(4)}${low === null || high === null ? "" : `  (${low.toFixed(4)} to ${high.toFixed(4)})`}`,
  );
  return [
    bold(name, color),
    ...facts.map(([fact, value]) => `  ${fact.padEnd(10)} ${value}`),
    "",
    bold("On its test set", color),
    ...(metrics === null ? ["  not evaluated: nothing was held out"] : figures),
    "",
    bold("Made from", color),
    ...Object.entries(lineage).map(([fact, value]) => `  ${fact.padEnd(16)} ${String(value)}`),
    "",
    bold("Files", color),
    ...files.map(({ file, sizeBytes }) => `  ${file.padEnd(28)} ${megabytes(sizeBytes)}`),
  ].join("\n");
};

/** All of a few, the first of many. */
function listed(names: readonly string[]): string {
  return names.length <= 50 ? names.join(", ") : `${names.slice(0, 50).join(", ")}, … (${count(names.length)} in all)`;
}

function givenFrom(thresholds: Readonly<Record<string, number>>): string {
  return listed(Object.entries(thresholds).map(([label, threshold]) => `${label} ${threshold.toFixed(4)}`));
}

/** That every file is as it was sealed. */
export const renderVerified: Renderer<"verifyBundle"> = ({ folder, id, files, sizeBytes }) =>
  `${folder} is intact: ${files} files, ${megabytes(sizeBytes)}, id ${id}.`;
