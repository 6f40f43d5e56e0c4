/** @file What can go wrong between here and a hub. No message ever holds a token or an address with its query. */
import { LexopsError } from "../../foundation/index.ts";

/** Something was to be fetched while the environment forbids it. */
export class HubOfflineError extends LexopsError {
  readonly code = "hub/offline";
  readonly kind = "unavailable";
  constructor(variable: string) {
    super(
      `${variable} is set, so nothing is fetched.`,
      `Unset ${variable}, or copy the model's folder here and use "lexops models import FOLDER".`,
    );
  }
}

/** A word that names no repository. */
export class InvalidRepositoryError extends LexopsError {
  readonly code = "hub/invalid-repository";
  readonly kind = "invalid-input";
  constructor(word: string) {
    super(
      `${JSON.stringify(word.slice(0, 200))} does not name a repository of a hub.`,
      'Write OWNER/NAME as on the hub\'s page, for example "sentence-transformers/all-MiniLM-L6-v2".',
    );
  }
}

/** A revision that can be none. */
export class InvalidRevisionError extends LexopsError {
  readonly code = "hub/invalid-revision";
  readonly kind = "invalid-input";
  constructor(revision: string) {
    super(
      `${JSON.stringify(revision.slice(0, 200))} can't be a revision.`,
      "Give --revision a branch, a tag or a commit, for example main.",
    );
  }
}

/** HF_ENDPOINT or HF_TOKEN can't be used. */
export class BadHubSettingError extends LexopsError {
  readonly code = "hub/bad-setting";
  readonly kind = "invalid-input";
  constructor(variable: string, problem: string) {
    super(`${variable} can't be used: ${problem}.`, `Correct ${variable}, or unset it.`);
  }
}

/** No connection, or one that does not last. */
export class HubUnreachableError extends LexopsError {
  readonly code = "hub/unreachable";
  readonly kind = "unavailable";
  constructor(host: string, problem: string, options?: ErrorOptions) {
    super(
      `${host} can't be reached: ${problem}.`,
      "Check the connection and HF_ENDPOINT, then run it again: what was fetched stays and is not fetched twice.",
      options,
    );
  }
}

/** The hub wants to know who asks. */
export class HubUnauthenticatedError extends LexopsError {
  readonly code = "hub/unauthenticated";
  readonly kind = "unauthenticated";
  constructor(repository: string, host: string, hasToken: boolean) {
    super(
      hasToken
        ? `${host} does not accept the token in HF_TOKEN for ${repository}.`
        : `${host} does not show ${repository} to everybody; it may be private, or not exist.`,
      hasToken
        ? "Check that the token is valid and may read this repository."
        : "Check the name; for a private or gated model, set HF_TOKEN to a token that may read it.",
    );
  }
}

/** The token is known, but may not read this. */
export class HubForbiddenError extends LexopsError {
  readonly code = "hub/forbidden";
  readonly kind = "forbidden";
  constructor(repository: string, host: string) {
    super(
      `${host} does not allow reading ${repository}.`,
      `Open ${repository} on the hub's page and accept its conditions, or set HF_TOKEN to a token that may read it.`,
    );
  }
}

/** The repository, revision or file is not there. */
export class HubNotFoundError extends LexopsError {
  readonly code = "hub/not-found";
  readonly kind = "not-found";
  constructor(what: string, host: string) {
    super(`${host} has no ${what}.`, "Check the name and --revision; upper and lower case matter.");
  }
}

/** Too many requests. */
export class HubRateLimitedError extends LexopsError {
  readonly code = "hub/rate-limited";
  readonly kind = "rate-limited";
  constructor(host: string, retryAfter: string | null) {
    const wait = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? `${retryAfter} seconds` : "some minutes";
    super(`${host} answers no more requests for now.`, `Run it again after ${wait}; what was fetched stays.`);
  }
}

/** An answer that is none of those a hub gives. */
export class HubAnswerError extends LexopsError {
  readonly code = "hub/unexpected-answer";
  readonly kind = "unavailable";
  constructor(host: string, problem: string, options?: ErrorOptions) {
    super(`${host} answered unexpectedly: ${problem}.`, "Check HF_ENDPOINT; if it is right, try again later.", options);
  }
}

/** A file that is not what the hub says it is. */
export class ChecksumMismatchError extends LexopsError {
  readonly code = "hub/checksum-mismatch";
  readonly kind = "unavailable";
  constructor(file: string, expected: string, found: string) {
    super(
      `${file} was fetched with the checksum ${found}, but the hub says ${expected}; it was removed.`,
      "Run it again: the file is fetched anew. If it happens again, something between here and the hub changes it.",
    );
  }
}

/** A repository without weights that are read here. */
export class NoSafetensorsError extends LexopsError {
  readonly code = "hub/no-safetensors";
  readonly kind = "invalid-input";
  constructor(repository: string, found: string | undefined) {
    super(
      `${repository} has no model.safetensors${found === undefined ? "" : `, only ${found}, which runs as code when it is read`}.`,
      "Take a revision with safetensors (--revision), or convert it where you trust it and use lexops models import.",
    );
  }
}

/** The disk has less room than the files need. */
export class NoRoomForFilesError extends LexopsError {
  readonly code = "hub/no-room";
  readonly kind = "unavailable";
  constructor(repository: string, folder: string, neededBytes: number, freeBytes: number) {
    const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
    super(
      `${repository} needs ${gigabytes(neededBytes)} GB, but ${folder} has ${gigabytes(freeBytes)} GB of room left.`,
      "Free some space, or name a home folder on another disk with --home.",
    );
  }
}
