/** @file Every way in which a recipe can be wrong. */
import { LexopsError } from "../../foundation/index.ts";

/** One wrong field of a recipe. */
export interface RecipeFault {
  /** From 1; absent where the recipe did not come from a file. */
  readonly line?: number | undefined;
  /** For example `training.epochs`; empty for the whole document. */
  readonly field: string;
  readonly problem: string;
  readonly remedy?: string | undefined;
}

function faultText({ line, field, problem }: RecipeFault): string {
  const place = [...(line === undefined ? [] : [`line ${line}`]), ...(field === "" ? [] : [field])].join(", ");
  return place === "" ? problem : `${place}: ${problem}`;
}

/** Fields that are unknown, missing, or have values they cannot have. */
export class InvalidRecipeError extends LexopsError {
  readonly code = "recipe/invalid";
  readonly kind = "invalid-input";
  readonly faults: readonly RecipeFault[];
  constructor(document: string, faults: readonly RecipeFault[]) {
    const shown = faults.slice(0, 5).map(faultText).join("; ");
    super(
      `${document} is not a valid recipe: ${shown}${faults.length > 5 ? ` (and ${faults.length - 5} more)` : ""}.`,
      faults.find(({ remedy }) => remedy !== undefined)?.remedy ??
        "Correct it; lexops recipe show NAME prints a complete recipe to compare with.",
    );
    this.faults = faults;
  }
}

/** Text that is neither YAML nor JSON, or uses what a recipe must not. */
export class RecipeSyntaxError extends LexopsError {
  readonly code = "recipe/syntax";
  readonly kind = "invalid-input";
  constructor(document: string, line: number, problem: string, cause?: unknown) {
    super(
      `${document}, line ${line}: ${problem}.`,
      "A recipe is plain YAML or JSON: no tags, each field once, spaces (not tabs) before names.",
      { cause },
    );
  }
}

/** A recipe of a later version of the format. */
export class NewerRecipeError extends LexopsError {
  readonly code = "recipe/newer-format";
  readonly kind = "invalid-input";
  constructor(document: string, found: string, known: string) {
    super(
      `${document} has the format "${found}", which is newer than "${known}", the newest that this version reads.`,
      "Update Lexops to the version that wrote it.",
    );
  }
}

/** A file too large to be a recipe. */
export class RecipeTooLargeError extends LexopsError {
  readonly code = "recipe/too-large";
  readonly kind = "too-large";
  constructor(document: string, limitBytes: number) {
    super(
      `${document} is larger than ${limitBytes / 2 ** 10} KiB, which no recipe is.`,
      "Check that the right file was named.",
    );
  }
}

/** A name that is no recipe of ours and no file. */
export class RecipeNotFoundError extends LexopsError {
  readonly code = "recipe/not-found";
  readonly kind = "not-found";
  constructor(name: string, knownNames: string, cause?: unknown) {
    super(
      `There is neither a recipe nor a file named "${name}".`,
      `${knownNames} Or give the path of a YAML or JSON file.`,
      { cause },
    );
  }
}

/** A file that is there but cannot be read as a recipe. */
export class UnreadableRecipeError extends LexopsError {
  readonly code = "recipe/unreadable";
  readonly kind = "invalid-input";
  constructor(file: string, reason: string, cause?: unknown) {
    super(`The recipe ${file} cannot be read: ${reason}.`, "Name a readable YAML or JSON file.", { cause });
  }
}

/** An override that is not FIELD=VALUE. */
export class OverrideSyntaxError extends LexopsError {
  readonly code = "recipe/override-syntax";
  readonly kind = "invalid-input";
  constructor(override: string, problem: string) {
    super(
      `"${override}" does not override a field of a recipe: ${problem}.`,
      "Write FIELD=VALUE, for example training.epochs=3 or text.ngramRange=[1,2].",
    );
  }
}
