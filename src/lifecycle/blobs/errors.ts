/** @file What can be wrong with a stored blob. */
import { LexopsError } from "../../foundation/index.ts";

/** A blob that should be there is not. */
export class MissingBlobError extends LexopsError {
  readonly code = "blobs/missing-blob";
  readonly kind = "not-found";
  constructor(sha256: string, place: string) {
    super(`The blob ${sha256} is missing; it should be at ${place}.`, "Put the home folder back from a backup.");
  }
}

/** A blob that is not what was put. */
export class DamagedBlobError extends LexopsError {
  readonly code = "blobs/damaged-blob";
  readonly kind = "unavailable";
  constructor(place: string, what: string, cause?: unknown) {
    super(
      `The blob at ${place} is damaged: ${what}.`,
      "Put this file back from a backup, or delete it and add the same data again.",
      { cause },
    );
  }
}
