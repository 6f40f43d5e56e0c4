/** @file Help texts, derived from the declarations. */
import type { Declaration } from "../api/index.ts";
import { commandShape, globalFlags, type Parameter, usageLine } from "./command-shape.ts";
import { commands } from "./command-tree.ts";

/** What `lexops help` prints. */
export function renderOverview(version: string, width: number): string {
  const rows = commands.map(({ declaration }): readonly [string, string] => [
    usageLine(commandShape(declaration)).replace(/^lexops | \[flags\]$/g, ""),
    declaration.summary,
  ]);
  return [
    `Lexops ${version}: from a file of texts to a model in production.`,
    "",
    "Usage: lexops COMMAND [flags]",
    "",
    "Commands",
    table(rows, width),
    "Flags of every command",
    table(globalFlags.map(flagRow), width),
    "lexops help COMMAND shows a command's flags, lexops help exit-codes exit codes.",
    "New here? Run: lexops quickstart",
    "",
  ].join("\n");
}

/** What `lexops help COMMAND` prints. */
export function renderCommandHelp(declaration: Declaration, width: number): string {
  const shape = commandShape(declaration);
  const parts = [`Usage: ${usageLine(shape)}`, "", wrap(declaration.summary, width).join("\n")];
  if (declaration.details !== undefined) parts.push("", wrap(declaration.details, width).join("\n"));
  if (shape.positionals.length > 0)
    parts.push(
      "",
      "Arguments",
      table(
        shape.positionals.map((one) => [one.placeholder, explain(one)]),
        width,
      ).trimEnd(),
    );
  if (shape.flags.length > 0) parts.push("", "Flags", table(shape.flags.map(flagRow), width).trimEnd());
  parts.push("", "Flags of every command", table(globalFlags.map(flagRow), width).trimEnd());
  parts.push("", "Examples", ...declaration.examples.map((line) => `  ${line}`), "");
  return parts.join("\n");
}

function flagRow(flag: Parameter): readonly [string, string] {
  return [flag.kind === "boolean" ? `--${flag.name}` : `--${flag.name} ${flag.placeholder}`, explain(flag)];
}

function explain({ description, choices, defaultValue }: Parameter): string {
  const notes = [
    ...(choices.length > 0 ? [`One of: ${choices.join(", ")}.`] : []),
    ...(defaultValue === undefined ? [] : [`Default: ${String(defaultValue)}.`]),
  ];
  return [description, ...notes].join(" ");
}

/** Two columns; the second is wrapped, and starts on a line of its own where the first is long. */
function table(rows: readonly (readonly [string, string])[], width: number): string {
  const left = Math.min(34, Math.max(...rows.map(([name]) => name.length)) + 2);
  const lines = rows.flatMap(([name, text]) => {
    const wrapped = wrap(text, Math.max(30, width - left - 2));
    const head = name.length + 2 > left ? [`  ${name}`] : [];
    return [
      ...head,
      ...wrapped.map((line, index) => `  ${(index === 0 && head.length === 0 ? name : "").padEnd(left)}${line}`),
    ];
  });
  return `${lines.join("\n")}\n`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
