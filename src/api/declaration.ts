/** @file How an action is declared; its command, help text and typed function follow from this. */
import type { z } from "zod";

/** Where an action can be asked for. */
type Face = "cli" | "library" | "http";

/** One thing a user can ask for. */
export interface Declaration<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Streams extends boolean = boolean,
> {
  /** The words after `lexops`, for example `["data", "inspect"]`. */
  readonly command: readonly [string, ...string[]];
  /** One sentence for lists of commands. */
  readonly summary: string;
  /** What else a user should know, for the command's own help. */
  readonly details?: string;
  readonly faces: readonly [Face, ...Face[]];
  /** Every field has a description. In the command each is a flag, except the positional ones. */
  readonly input: Input;
  /** Fields given by place, in order; a list takes all words but those of the fields after it. */
  readonly positionals: readonly (keyof z.output<Input> & string)[];
  /** What stands for a field's value in help, for example `{ output: "DIR" }`. */
  readonly placeholders: { readonly [Field in keyof z.output<Input>]?: string };
  /** The answer, or one item of it where the action streams. */
  readonly output: Output;
  /** True where answers are given one by one while the action runs. */
  readonly streams: Streams;
  /** Command lines to copy. */
  readonly examples: readonly [string, ...string[]];
}

/** Checks a declaration's type and keeps it exact. */
export function declare<Input extends z.ZodObject, Output extends z.ZodType, const Streams extends boolean>(
  declaration: Declaration<Input, Output, Streams>,
): Declaration<Input, Output, Streams> {
  return declaration;
}
