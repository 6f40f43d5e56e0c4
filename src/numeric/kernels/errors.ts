/** @file What can be wrong when kernels are called. */
import { LexopsError } from "../../foundation/index.ts";

/** A typed array that does not live in the kernels' memory. */
export class ForeignArrayError extends LexopsError {
  readonly code = "numeric/foreign-array";
  readonly kind = "bug";
  constructor(kernel: string, position: number) {
    super(
      `The kernel ${kernel} was given an array (argument ${position + 1}) outside its own memory.`,
      "Make the array with float32() or int32() of the same kernels, and copy the values into it.",
    );
  }
}

/** An array whose length does not fit the others. */
export class KernelLengthError extends LexopsError {
  readonly code = "numeric/kernel-length";
  readonly kind = "bug";
  constructor(kernel: string, what: string, length: number, needed: number) {
    super(
      `The kernel ${kernel} was given ${what} with ${length} elements where ${needed} are needed.`,
      "Give it arrays of the sizes that its description says.",
    );
  }
}

/** WebAssembly's memory has no room for what is asked. */
export class KernelMemoryError extends LexopsError {
  readonly code = "numeric/kernel-memory";
  readonly kind = "too-large";
  constructor(bytes: number, used: number) {
    super(
      `The kernels' memory has no room for another ${bytes} bytes: ${used} of at most 4294967296 are in use.`,
      "Make the model or the batch smaller, or free memory on the machine.",
    );
  }
}
