/** @file The model card: README.md with YAML front matter as model hubs read it. */
import { z } from "zod";
import { hasLabelSets } from "../labels/index.ts";
import type { BundleContents } from "./bundle.ts";

const evaluationMetrics = z.object({
  rows: z.number().optional(),
  metrics: z.record(
    z.string(),
    z.object({ value: z.number().nullable(), low: z.number().nullish(), high: z.number().nullish() }),
  ),
});

/** A first model card from what the bundle knows; a person edits the registry's copy. */
export async function modelCard(contents: BundleContents): Promise<string> {
  const { stringify } = await import("yaml");
  const evaluation = headlineFigures(contents.files["evaluation.json"]);
  const front = stringify({
    library_name: "lexops",
    pipeline_tag: "text-classification",
    tags: ["lexops", "onnx", "text-classification"],
    ...(evaluation.length === 0 ? {} : { metrics: evaluation.map(({ name }) => name) }),
  });
  const { name, labels, pipeline } = contents;
  const lines = [
    `---\n${front}---`,
    `# ${name}`,
    `Reads a text and gives a probability for each of ${labels.length} labels${hasLabelSets(contents.task) ? ", of which a text may have several" : ""}: ${labels.slice(0, 50).map(inlineCode).join(", ")}${labels.length > 50 ? ", …" : ""}.`,
    `Its text pipeline is \`${pipeline.config.type}\` with ${pipeline.featureCount} features. Every setting is in \`recipe.yaml\`; \`lexops train FILE --recipe recipe.yaml\` makes it again.`,
    "## Evaluation",
    evaluation.length === 0
      ? "No test set was held out."
      : ["| metric | value | interval |", "|---|---|---|", ...evaluation.map(figureRow)].join("\n"),
    "## Use",
    '```sh\nlexops predict . "Some text"\nlexops serve .\n```',
  ];
  return `${lines.join("\n\n")}\n`;
}

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

function headlineFigures(report: string | Uint8Array | undefined): Figure[] {
  if (report === undefined) return [];
  const parsed = evaluationMetrics.safeParse(
    JSON.parse(typeof report === "string" ? report : Buffer.from(report).toString()),
  );
  if (!parsed.success) return [];
  return Object.entries(parsed.data.metrics).flatMap(([name, { value, low = null, high = null }]) =>
    value === null ? [] : [{ name, value, low, high }],
  );
}

function figureRow({ name, value, low, high }: Figure): string {
  const interval = low === null || high === null ? "" : `${low.toFixed(4)} to ${high.toFixed(4)}`;
  return `| ${name} | ${value.toFixed(4)} | ${interval} |`;
}

function inlineCode(label: string): string {
  return `\`${label.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;
}
