/** @file What can be wrong with a safetensors file. */
import { knownNames, LexopsError } from "../../foundation/index.ts";

/** Bytes that are not a safetensors file. */
export class BadSafetensorsError extends LexopsError {
  readonly code = "safetensors/not-valid";
  readonly kind = "invalid-input";
  constructor(file: string, problem: string) {
    super(
      `"${file}" is not a valid safetensors file: ${problem}.`,
      "Copy it again from where it was made; a copy that was interrupted ends too early.",
    );
  }
}

/** The header of a safetensors file is larger than any model's. */
export class SafetensorsHeaderTooLargeError extends LexopsError {
  readonly code = "safetensors/header-too-large";
  readonly kind = "too-large";
  constructor(file: string, sizeBytes: bigint, limitBytes: number) {
    super(
      `The header of "${file}" claims ${sizeBytes} bytes; at most ${limitBytes} are read.`,
      "Check that it is a safetensors file; if it is, write it again without its long metadata.",
    );
  }
}

/** What stands in a Git repository for a file that was not fetched. */
export class GitLfsPointerError extends LexopsError {
  readonly code = "safetensors/git-lfs-pointer";
  readonly kind = "invalid-input";
  constructor(file: string) {
    super(
      `"${file}" holds no weights: it is the pointer that Git leaves in place of a large file.`,
      'Run "git lfs pull" in its repository, or fetch the model with "lexops models pull OWNER/NAME".',
    );
  }
}

/** A tensor that a safetensors file does not hold. */
export class UnknownTensorError extends LexopsError {
  readonly code = "safetensors/unknown-tensor";
  readonly kind = "not-found";
  constructor(file: string, name: string, known: readonly string[]) {
    super(`"${file}" holds no tensor named ${JSON.stringify(name.slice(0, 200))}.`, knownNames(name, known));
  }
}

/** A tensor whose elements are not read as numbers of 32 bits. */
export class NotFloatingPointError extends LexopsError {
  readonly code = "safetensors/not-floating-point";
  readonly kind = "invalid-input";
  constructor(file: string, name: string, dtype: string, readable: readonly string[]) {
    super(
      `The tensor ${JSON.stringify(name)} of "${file}" has elements of the type ${dtype}; weights are read from ${readable.join(", ")}.`,
      "Take the model's file with weights in one of these types; what was quantised can't be trained further.",
    );
  }
}

/** A tensor that is larger than what a graph can hold. */
export class TensorTooLargeError extends LexopsError {
  readonly code = "safetensors/tensor-too-large";
  readonly kind = "too-large";
  constructor(file: string, name: string, elements: number, limit: number) {
    super(
      `The tensor ${JSON.stringify(name)} of "${file}" has ${elements} elements; at most ${limit} are read.`,
      "Use a smaller model: a model's graph ends at 2 GiB.",
    );
  }
}
