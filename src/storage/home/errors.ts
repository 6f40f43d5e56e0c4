/** @file What can be wrong with a home folder. */
import { LexopsError } from "../../foundation/index.ts";

/** Another process writes to the home folder. */
export class HomeLockedError extends LexopsError {
  readonly code = "storage/home-locked";
  readonly kind = "conflict";
  constructor(folder: string, pid: number | undefined, waitedMs: number) {
    const who = pid === undefined ? "another process" : `the process ${pid}`;
    super(
      `The home folder ${folder} is being written to by ${who}; waited ${waitedMs / 1000} s for it.`,
      "Try again when it has finished, or end it; a lock never outlives its process.",
    );
  }
}

/** Something else is where the home folder should be. */
export class HomeInTheWayError extends LexopsError {
  readonly code = "storage/home-in-the-way";
  readonly kind = "conflict";
  constructor(folder: string, what: string) {
    super(
      `${folder} cannot be the home folder: ${what}.`,
      "Name another folder with --home or LEXOPS_HOME; it is made where it is missing.",
    );
  }
}
