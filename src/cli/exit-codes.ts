/** @file The one place where a kind of failure becomes an exit code. */
import type { ErrorKind } from "../foundation/index.ts";

/** What each exit code means; 0 is success. */
export const exitCodes: Readonly<Record<ErrorKind, { readonly code: number; readonly meaning: string }>> = {
  bug: { code: 1, meaning: "a defect in Lexops" },
  "invalid-input": { code: 2, meaning: "wrong command line, file, column, recipe or bundle" },
  "not-found": { code: 3, meaning: "a file, bundle, recipe or name that is not there" },
  conflict: { code: 4, meaning: "something is in the way: a folder that exists, a port in use" },
  "too-large": { code: 5, meaning: "over a limit of size" },
  unauthenticated: { code: 6, meaning: "not signed in" },
  forbidden: { code: 7, meaning: "not allowed: a read-only folder, a missing permission" },
  "rate-limited": { code: 8, meaning: "too many requests" },
  unavailable: { code: 9, meaning: "something needed is missing: space on the disk, memory, a service" },
  "not-implemented": { code: 10, meaning: "not supported" },
  "check-failed": { code: 11, meaning: "a check found what --fail-on forbids" },
  cancelled: { code: 130, meaning: "stopped by Ctrl-C" },
};

/** The table for people. */
export function renderExitCodes(): string {
  const rows = Object.entries(exitCodes).map(
    ([kind, { code, meaning }]) => `  ${String(code).padStart(3)}  ${kind.padEnd(16)} ${meaning}`,
  );
  return `Exit codes\n    0  success\n${rows.join("\n")}\n`;
}
