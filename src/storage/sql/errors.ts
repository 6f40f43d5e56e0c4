/** @file What can be wrong with a database of ours. */
import { LexopsError } from "../../foundation/index.ts";

/** The database was written by a newer program. */
export class NewerDatabaseError extends LexopsError {
  readonly code = "storage/newer-database";
  readonly kind = "conflict";
  constructor(place: string, found: number, known: number) {
    super(
      `${place} has schema version ${found}, written by a newer Lexops; this one knows versions up to ${known}.`,
      "Update Lexops, or name another home folder with --home.",
    );
  }
}

/** The file is no database, or its content is broken. */
export class DamagedDatabaseError extends LexopsError {
  readonly code = "storage/damaged-database";
  readonly kind = "unavailable";
  constructor(place: string, what: string, cause?: unknown) {
    super(
      `The database ${place} is damaged: ${what}.`,
      "Put it back from a backup; the blobs beside it are not affected.",
      { cause },
    );
  }
}

/** The database cannot be opened. */
export class UnopenableDatabaseError extends LexopsError {
  readonly code = "storage/unopenable-database";
  readonly kind = "unavailable";
  constructor(place: string, what: string, cause?: unknown) {
    super(`The database ${place} cannot be opened: ${what}.`, "Check that the file and its folder may be read.", {
      cause,
    });
  }
}
