import { bold, count, megabytes, oneLine } from "./numbers.ts";
import type { Renderer, View } from "./renderer.ts";

const shortId = (id: string) => id.slice(0, 12);

type Facts = Parameters<Renderer<"showModel">>[0];

/** What was imported. */
export const renderImportedModel: Renderer<"importModel"> = (answer, view) => importedLines(answer, view).join("\n");

/** What was fetched and imported. */
export const renderPulledModel: Renderer<"pullModel"> = (answer, view) => importedLines(answer, view).join("\n");

/** Imported models, one a line. */
export const renderModelList: Renderer<"listModels"> = ({ home, models }, { color, width }) => {
  if (models.length === 0) return `No models in ${home}. Import one: lexops models import FOLDER`;
  const longest = Math.max(...models.map(({ name }) => name.length));
  return models
    .map(({ name, id, modelType, parameters, sizeBytes, licence }) =>
      [
        bold(name.padEnd(longest), color),
        modelType.padEnd(11),
        millions(parameters).padStart(8),
        megabytes(sizeBytes).padStart(9),
        shortId(id),
        oneLine(licence ?? "licence not said", Math.max(20, width - longest - 52)),
      ].join("  "),
    )
    .join("\n");
};

/** One model with its files. */
export const renderShownModel: Renderer<"showModel"> = (answer, { color, width }) =>
  [
    bold(answer.name, color),
    ...factLines(answer, width),
    "",
    bold("Files", color),
    ...answer.files.map(
      ({ file, sha256, sizeBytes }) => `  ${file.padEnd(28)} ${megabytes(sizeBytes).padStart(9)}  ${sha256}`,
    ),
  ].join("\n");

/** What was written, and where. */
export const renderExportedModel: Renderer<"exportModel"> = ({ folder, id, labels, files }, { color }) =>
  [
    `Wrote ${bold(folder, color)}: a Hugging Face folder of the bundle ${shortId(id)}, ${labels.length} labels.`,
    ...files.map(({ file, sizeBytes }) => `  ${file.padEnd(22)} ${megabytes(sizeBytes).padStart(9)}`),
  ].join("\n");

/** That it is gone. */
export const renderRemovedModel: Renderer<"removeModel"> = ({ name, id }) =>
  `Removed ${name} (id ${shortId(id)}) from the home folder.`;

function importedLines(answer: Parameters<Renderer<"importModel">>[0], { color, width }: View): string[] {
  const name = bold(answer.name, color);
  const headline = answer.added
    ? `Imported ${name} (id ${shortId(answer.id)}).`
    : `${name} is already there (id ${shortId(answer.id)}).`;
  return [headline, ...factLines(answer, width)];
}

function factLines(answer: Facts, width: number): string[] {
  const { modelType, architectures, layers, heads, vocabularySize, longestText, dtypes } = answer;
  const { parameters, sizeBytes, licence, licenceFrom, labels, hasLanguageModel, leftOut } = answer;
  const classes = architectures.length === 0 ? "" : ` (${architectures.join(", ")})`;
  const knownHeads = [
    ...(labels === null ? [] : [`classification: ${labels.join(", ")}`]),
    ...(hasLanguageModel ? ["language model"] : []),
  ];
  const facts: [string, string][] = [
    ["Architecture", `${modelType}${classes}: ${layers} layers of ${count(answer.width)}, ${heads} heads`],
    ["Texts", `${count(vocabularySize)} tokens known, up to ${count(longestText)} a text`],
    ["Parameters", `${count(parameters)} in ${dtypes.join(", ")}`],
    ["Heads", knownHeads.join("; ") || "none"],
    ...(leftOut.length === 0
      ? []
      : [["Left out", `tensors of other heads: ${leftOut.join(", ")}`] as [string, string]]),
    ["Size", megabytes(sizeBytes)],
    ["Licence", licence === null ? "not said" : `${licence}${licenceFrom === "told" ? "" : `, says ${licenceFrom}`}`],
    ["Source", answer.source],
    ["Imported", answer.createdAt],
    ["Id", answer.id],
    ["Folder", answer.folder],
  ];
  return facts.map(([fact, value]) => `  ${fact.padEnd(12)} ${oneLine(value, Math.max(80, width - 16))}`);
}

/** 22713216 → "22.7 M". */
function millions(parameters: number): string {
  return parameters < 1e5 ? count(parameters) : `${(parameters / 1e6).toFixed(1)} M`;
}
