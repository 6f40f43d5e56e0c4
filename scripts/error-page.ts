/** @file Writes `docs/errors.md` from the error classes: every code with what it means, its HTTP status and exit code. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exitCodes } from "../src/cli/exit-codes.ts";
import type { ErrorKind } from "../src/foundation/index.ts";
import { httpStatus } from "../src/server/http-statuses.ts";

const root = path.resolve(import.meta.dirname, "..");

/** An error class: its doc comment, its code and its kind. */
const errorClass =
  /\/\*\*([^*]*(?:\*(?!\/)[^*]*)*)\*\/\s*(?:export )?class \w+ extends LexopsError \{\s*(?:override )?readonly code = "([^"]+)";\s*(?:override )?readonly kind = "([^"]+)"/g;

interface DocumentedError {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly meaning: string;
}

function errorsOf(source: string): DocumentedError[] {
  return [...source.matchAll(errorClass)].map(([, comment = "", code = "", kind = ""]) => ({
    code,
    kind: kind as ErrorKind,
    meaning: comment.replace(/\s*\n\s*\*\s*/g, " ").trim(),
  }));
}

/** The page as it must be. */
export function errorPage(): string {
  const files = globSync("src/**/*.ts", { cwd: root, exclude: ["**/*.test.ts", "**/*.assembly.ts"] });
  const errors = files.flatMap((file) => errorsOf(readFileSync(path.join(root, file), "utf8")));
  const bug: DocumentedError = {
    code: "foundation/bug",
    kind: "bug",
    meaning: "Something unexpected happened: a defect in Lexops. `--debug` shows where; please report it.",
  };
  const sections = [...errors, bug]
    .toSorted((left, right) => (left.code < right.code ? -1 : 1))
    .map(
      ({ code, kind, meaning }) =>
        `### \`${code}\`\n\n${meaning}\n\nKind \`${kind}\`: exit code ${exitCodes[kind].code}, HTTP status ${httpStatus({ code, kind })}.\n`,
    );
  return `# Error codes

Every failure that you can act on has a stable code, one sentence that says what happened and where, and a remedy. The
command line prints both and ends with the exit code below (\`--debug\` adds the stack); the server answers with
\`application/problem+json\` (RFC 9457) that carries the same code. \`npm run docs\` writes this page from the sources.

${sections.join("\n")}`;
}

if (import.meta.main) writeFileSync(path.join(root, "docs/errors.md"), errorPage());
