/** @file What a declaration looks like on the command line: its words, arguments and flags. */
import { z } from "zod";
import type { Declaration } from "../api/index.ts";

/** How a flag's value is written. */
type ValueKind = "boolean" | "number" | "text" | "list";

/** One field of an action's input as a user writes it. */
export interface Parameter {
  readonly field: string;
  /** Kebab-case, without the dashes. */
  readonly name: string;
  readonly kind: ValueKind;
  readonly description: string;
  readonly placeholder: string;
  readonly required: boolean;
  readonly choices: readonly string[];
  /** Undefined where there is none or where it goes without saying. */
  readonly defaultValue: unknown;
}

/** One command. */
export interface CommandShape {
  /** "lexops data inspect" */
  readonly title: string;
  readonly positionals: readonly Parameter[];
  readonly flags: readonly Parameter[];
}

/** Flags that every command has. */
export const globalFlags: readonly Parameter[] = [
  {
    ...globalFlag(
      "home",
      "Folder that holds data sets with their versions and imported models; LEXOPS_HOME or .lexops unless told.",
    ),
    kind: "text",
    placeholder: "DIR",
  },
  globalFlag("json", "Print one JSON document (or JSON lines, where answers are streamed) on standard output."),
  globalFlag("quiet", "Show no progress and no notices."),
  globalFlag("debug", "Show stack traces."),
  globalFlag("help", "Show this help."),
  globalFlag("version", "Show the version."),
];

function globalFlag(name: string, description: string): Parameter {
  return {
    field: name,
    name,
    kind: "boolean",
    description,
    placeholder: "",
    required: false,
    choices: [],
    defaultValue: undefined,
  };
}

/** Derives the command from the declaration. */
export function commandShape(declaration: Declaration): CommandShape {
  const parameters = Object.entries(declaration.input.shape).map(([field, schema]) =>
    parameterOf(field, schema as z.ZodType, declaration.placeholders[field]),
  );
  const named = (field: string) => parameters.find((parameter) => parameter.field === field)!;
  return {
    title: ["lexops", ...declaration.command].join(" "),
    positionals: declaration.positionals.map(named),
    flags: parameters.filter(({ field }) => !declaration.positionals.includes(field)),
  };
}

/** The usage line: `lexops train FILE [flags]`. */
export function usageLine({ title, positionals, flags }: CommandShape): string {
  const words = positionals.map(({ placeholder, required, kind }) => {
    const word = kind === "list" && !placeholder.includes("…") ? `${placeholder}…` : placeholder;
    return required ? word : `[${word}]`;
  });
  return [title, ...words, ...(flags.length > 0 ? ["[flags]"] : [])].join(" ");
}

function parameterOf(field: string, schema: z.ZodType, placeholder: string | undefined): Parameter {
  let inner: unknown = schema;
  let description = schema.description;
  let required = true;
  let defaultValue: unknown;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) {
    required = false;
    if (inner instanceof z.ZodDefault) defaultValue = inner.def.defaultValue;
    inner = inner.unwrap();
    description ??= (inner as z.ZodType).description;
  }
  const kind = valueKind(inner);
  const choices = inner instanceof z.ZodEnum ? inner.options.map(String) : [];
  return {
    field,
    name: kebabCase(field),
    kind,
    description: description ?? "",
    placeholder: placeholder ?? (kind === "number" ? "NUMBER" : kebabCase(field).toUpperCase()),
    required,
    choices,
    defaultValue:
      defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0) ? undefined : defaultValue,
  };
}

function valueKind(schema: unknown): ValueKind {
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodArray) return "list";
  return "text";
}

function kebabCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
