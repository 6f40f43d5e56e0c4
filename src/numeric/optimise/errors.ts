/** @file What can be wrong when weights are optimised. */
import { LexopsError } from "../../foundation/index.ts";

/** A saved state that belongs to other parameters or another optimiser. */
export class OptimiserStateError extends LexopsError {
  readonly code = "numeric/optimiser-state";
  readonly kind = "invalid-input";
  constructor(name: string, length: number | undefined, needed: number) {
    super(
      length === undefined
        ? `The saved state of the optimiser lacks "${name}".`
        : `The saved state of the optimiser has ${length} numbers for "${name}" where ${needed} are needed.`,
      "Resume with the same model and the same optimiser as the saved state.",
    );
  }
}

/** A gradient for a parameter that the optimiser does not know. */
export class UnknownParameterError extends LexopsError {
  readonly code = "numeric/unknown-parameter";
  readonly kind = "bug";
  constructor(name: string, known: readonly string[]) {
    super(`The optimiser has no parameter "${name}".`, `Known: ${known.join(", ")}.`);
  }
}
