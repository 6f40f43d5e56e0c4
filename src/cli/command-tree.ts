/** @file Finds the command that words name. */
import { type ActionName, api, type Declaration } from "../api/index.ts";
import { CommandNeededError, UnknownCommandError } from "./errors.ts";

/** A command that can be run. */
export interface Command {
  readonly action: ActionName;
  readonly declaration: Declaration;
}

/** Every command in the order it is listed. */
export const commands: readonly Command[] = (Object.keys(api) as ActionName[])
  .map((action): Command => ({ action, declaration: api[action] as unknown as Declaration }))
  .filter(({ declaration }) => declaration.faces.includes("cli"));

/** The command named by the first of `words`, and the words that are left. @throws when there is none */
export function findCommand(words: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } {
  const command = commands.find(({ declaration }) => declaration.command.every((word, index) => words[index] === word));
  if (command !== undefined) return { command, rest: words.slice(command.declaration.command.length) };
  const [first = "", second] = words;
  const inGroup = commands.filter(
    ({ declaration }) => declaration.command.length > 1 && declaration.command[0] === first,
  );
  const secondWords = inGroup.map(({ declaration }) => declaration.command[1]!);
  if (inGroup.length === 0)
    throw new UnknownCommandError(first, [
      ...new Set(commands.map(({ declaration }) => declaration.command[0])),
      "help",
    ]);
  if (second === undefined) throw new CommandNeededError(first, secondWords);
  throw new UnknownCommandError(
    `${first} ${second}`,
    secondWords.map((word) => `${first} ${word}`),
  );
}
