/** @file What can be wrong with a home folder. */
import { LexopsError } from "../../foundation/index.ts";

/** Another process writes to the home folder. */
export class HomeLockedError extends LexopsError {
  readonly code = "storage/home-locked";
  readonly kind = "conflict";
  readonly pid: number | undefined;
  constructor(folder: string, pid: number | undefined, waitedMs: number) {
    super(
      `The home folder ${folder} is being written to by ${processName(pid)}; waited ${waitedMs / 1000} s for it.`,
      "Try again when it has finished, or end it; a lock never outlives its process.",
    );
    this.pid = pid;
  }
}

const processName = (pid: number | undefined) => (pid === undefined ? "another process" : `the process ${pid}`);

/** Another process fetches the same into the same place. */
export class AlreadyFetchingError extends LexopsError {
  readonly code = "storage/already-fetching";
  readonly kind = "conflict";
  constructor(folder: string, pid: number | undefined, cause: unknown) {
    super(
      `The same is being fetched to ${folder} by ${processName(pid)}.`,
      "Wait until it has finished, or end it: the same command then goes on from what is there.",
      { cause },
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
