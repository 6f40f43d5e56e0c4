/** @file Every way in which a command line can be wrong. */
import { knownNames, LexopsError, nearest } from "../foundation/index.ts";

const seeHelp = (command: string) => `See ${command} --help.`;

/** A word that is no command. */
export class UnknownCommandError extends LexopsError {
  readonly code = "cli/unknown-command";
  readonly kind = "invalid-input";
  constructor(word: string, known: readonly string[]) {
    super(`There is no command "lexops ${word}".`, knownNames(word, known));
  }
}

/** A group of commands without the command. */
export class CommandNeededError extends LexopsError {
  readonly code = "cli/command-needed";
  readonly kind = "invalid-input";
  constructor(group: string, known: readonly string[]) {
    super(
      `"lexops ${group}" needs one more word to be a command.`,
      `One of: ${known.map((word) => `lexops ${group} ${word}`).join(", ")}.`,
    );
  }
}

/** A flag that the command does not have. */
export class UnknownFlagError extends LexopsError {
  readonly code = "cli/unknown-flag";
  readonly kind = "invalid-input";
  constructor(command: string, flag: string, known: readonly string[]) {
    const meant = nearest(flag.replace(/^-+/, ""), known);
    super(
      `${command} has no flag "${flag}".`,
      `${meant === undefined ? "" : `Did you mean "--${meant}"? `}${seeHelp(command)} Words that begin with - go after --.`,
    );
  }
}

/** A flag without the value it needs. */
export class FlagValueNeededError extends LexopsError {
  readonly code = "cli/flag-value-needed";
  readonly kind = "invalid-input";
  constructor(command: string, flag: string, placeholder: string) {
    super(
      `--${flag} needs a value and was given none.`,
      `Write --${flag} ${placeholder}, or --${flag}=${placeholder} where the value begins with a dash. ${seeHelp(command)}`,
    );
  }
}

/** A value that the flag or argument does not take. */
export class WrongFlagValueError extends LexopsError {
  readonly code = "cli/wrong-value";
  readonly kind = "invalid-input";
  constructor(command: string, name: string, value: string, problem: string) {
    super(`${name} cannot be "${value}": ${problem}.`, seeHelp(command));
  }
}

/** Fewer words than the command needs. */
export class ArgumentNeededError extends LexopsError {
  readonly code = "cli/argument-needed";
  readonly kind = "invalid-input";
  constructor(command: string, usage: string, missing: string) {
    super(`${command} needs ${missing} and was given none.`, `Write ${usage}.`);
  }
}

/** More words than the command takes. */
export class TooManyArgumentsError extends LexopsError {
  readonly code = "cli/too-many-arguments";
  readonly kind = "invalid-input";
  constructor(usage: string, extra: string) {
    super(`"${extra}" is one word more than the command takes.`, `Write ${usage}; put words with spaces in quotes.`);
  }
}

/** A check whose answer was printed found what it was told to fail on. */
export class CheckFailedError extends LexopsError {
  readonly code = "cli/check-failed";
  readonly kind = "check-failed";
  constructor(failure: string) {
    super(failure, "Mend what was found, or fail on a higher severity only.");
  }
}
