/** @file Errors as `application/problem+json` (RFC 9457). */
import { errorFacts, InvalidConfigError } from "../foundation/index.ts";
import { httpStatus } from "./http-statuses.ts";

/** An answer that says what went wrong. */
export interface Problem {
  readonly status: number;
  readonly body: string;
}

/** Any thrown value as a problem; of a defect of ours the client learns nothing but that. */
export function problemOf(error: unknown): Problem {
  const { code, kind, message, remedy } = errorFacts(error);
  const status = httpStatus({ code, kind });
  const defect = kind === "bug";
  return {
    status,
    body: JSON.stringify({
      type: `urn:lexops:error:${code.replace("/", ":")}`,
      title: titleOf(code),
      status,
      detail: defect ? "Something unexpected happened." : message,
      code,
      remedy: defect ? "Try again; if it happens again, tell whoever runs this server." : remedy,
      ...(error instanceof InvalidConfigError
        ? { errors: error.faults.map(({ path, problem }) => ({ pointer: pointerOf(path), detail: problem })) }
        : {}),
    }),
  };
}

/** "server/text-too-long" as "Text too long". */
function titleOf(code: string): string {
  const words = code.slice(code.indexOf("/") + 1).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "texts.3" as the JSON pointer "#/texts/3". */
function pointerOf(path: string): string {
  return path === "" ? "#" : `#/${path.split(".").join("/")}`;
}
