/** @file From words to an action's input. */
import type { Declaration } from "../api/index.ts";
import { type CommandShape, globalFlags, type Parameter, usageLine } from "./command-shape.ts";
import {
  ArgumentNeededError,
  FlagValueNeededError,
  TooManyArgumentsError,
  UnknownFlagError,
  WrongFlagValueError,
} from "./errors.ts";

/** A command line taken apart. */
export interface ParsedArguments {
  readonly input: Readonly<Record<string, unknown>>;
  readonly globals: { readonly home?: string; readonly [flag: string]: boolean | string | undefined };
}

/**
 * `--flag value`, `--flag=value`, `--no-flag`, lists by repetition, `--` before words that begin with a dash. Checks
 * flags and their form; `checkInput` checks the values.
 */
export function parseArguments(shape: CommandShape, words: readonly string[]): ParsedArguments {
  const { title, flags, positionals } = shape;
  const known = [...flags, ...globalFlags];
  const input: Record<string, unknown> = {};
  const globals: { home?: string; [flag: string]: boolean | string | undefined } = {};
  const places: string[] = [];

  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "--") {
      places.push(...words.slice(index + 1));
      break;
    }
    if (!isFlag(word)) {
      places.push(word);
      continue;
    }
    const { parameter, negated, attached } = findFlag(title, known, word);
    const target = globalFlags.includes(parameter) ? globals : input;
    if (parameter.kind === "boolean") {
      target[parameter.field] = booleanValue(title, parameter, attached) !== negated;
      continue;
    }
    const next = attached ?? words[index + 1];
    if (next === undefined || (attached === undefined && isFlag(next)))
      throw new FlagValueNeededError(title, parameter.name, parameter.placeholder);
    if (attached === undefined) index++;
    setValue(title, target, parameter, next, `--${parameter.name}`);
  }
  if (globals["help"] !== true) placeWords(shape, positionals, places, input);
  return { input, globals };
}

/** Checks the values. @throws WrongFlagValueError that names the flag */
export function checkInput(shape: CommandShape, declaration: Declaration, input: Readonly<Record<string, unknown>>) {
  const result = declaration.input.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const parameter = [...shape.positionals, ...shape.flags].find(({ field }) => field === issue?.path[0]);
  const name = parameter === undefined ? "The command line" : displayName(shape, parameter);
  const problem = parameter?.choices.length
    ? `known are ${parameter.choices.join(", ")}`
    : (issue?.message ?? "it is not valid").replace(/^./, (letter) => letter.toLowerCase());
  throw new WrongFlagValueError(shape.title, name, String(parameter && input[parameter.field]), problem);
}

function displayName(shape: CommandShape, parameter: Parameter): string {
  return shape.positionals.includes(parameter) ? parameter.placeholder : `--${parameter.name}`;
}

/** A lone dash is standard input, and a number may be negative. */
function isFlag(word: string): boolean {
  return /^-./.test(word) && word !== "--" && !/^-[\d.]/.test(word) && !/\s/.test(word.split("=")[0]!);
}

function findFlag(title: string, known: readonly Parameter[], word: string) {
  const [, dashes = "", name = "", attached] = /^(--?)([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const named = (wanted: string) => known.find((parameter) => parameter.name === wanted);
  const long = dashes === "--" ? name : name === "h" ? "help" : undefined;
  const direct = long === undefined ? undefined : named(long);
  if (direct !== undefined) return { parameter: direct, negated: false, attached };
  const opposite = long?.startsWith("no-") ? named(long.slice(3)) : undefined;
  if (opposite?.kind === "boolean") return { parameter: opposite, negated: true, attached };
  throw new UnknownFlagError(
    title,
    word.split("=")[0]!,
    known.map((parameter) => parameter.name),
  );
}

function booleanValue(title: string, parameter: Parameter, attached: string | undefined): boolean {
  if (attached === undefined || attached === "true") return true;
  if (attached === "false") return false;
  throw new WrongFlagValueError(title, `--${parameter.name}`, attached, "it is either given or not, or true or false");
}

function setValue(
  title: string,
  input: Record<string, unknown>,
  parameter: Parameter,
  word: string,
  display: string,
): void {
  if (parameter.kind === "list") {
    input[parameter.field] = [...((input[parameter.field] as string[] | undefined) ?? []), word];
    return;
  }
  if (parameter.kind === "number") {
    const value = word.trim() === "" ? Number.NaN : Number(word);
    if (!Number.isFinite(value)) throw new WrongFlagValueError(title, display, word, "a number is needed");
    input[parameter.field] = value;
    return;
  }
  input[parameter.field] = word;
}

function placeWords(
  shape: CommandShape,
  positionals: readonly Parameter[],
  places: readonly string[],
  input: Record<string, unknown>,
): void {
  let used = 0;
  for (const [index, parameter] of positionals.entries()) {
    if (parameter.kind === "list") {
      // A list takes all words but those of the arguments behind it.
      const end = places.length - (positionals.length - index - 1);
      if (used < end) input[parameter.field] = places.slice(used, end);
      used = Math.max(used, end);
    } else if (used < places.length) {
      setValue(shape.title, input, parameter, places[used++]!, parameter.placeholder);
    }
    if (parameter.required && input[parameter.field] === undefined)
      throw new ArgumentNeededError(shape.title, usageLine(shape), parameter.placeholder);
  }
  if (used < places.length) throw new TooManyArgumentsError(usageLine(shape), places[used]!);
}
