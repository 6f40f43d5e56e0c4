/** @file From the bytes of a body to its fields and texts. */
import type { z } from "zod";
import { InvalidConfigError, parseConfig } from "../foundation/index.ts";
import { MalformedJsonError, TextTooLongError, TooManyTextsError } from "./errors.ts";
import type { ServeLimits } from "./serve-options.ts";

/** The fields of a body of JSON, read strictly. @throws MalformedJsonError, InvalidConfigError */
export function readFields<Schema extends z.ZodType>(body: Uint8Array, schema: Schema): z.output<Schema> {
  return parseConfig(schema, parseJson(body), "The request body");
}

/** The texts of a request. */
export interface RequestTexts {
  readonly texts: readonly string[];
  /** Asked as `text`, answered without a list. */
  readonly single: boolean;
}

/** The texts, of which there is one or a list. @throws InvalidConfigError, TooManyTextsError, TextTooLongError */
export function requestTexts(
  { text, texts }: { readonly text?: string | undefined; readonly texts?: readonly string[] | undefined },
  limits: ServeLimits,
): RequestTexts {
  if ((text === undefined) === (texts === undefined)) {
    const problem = text === undefined ? 'it has neither "text" nor "texts"' : 'it has both "text" and "texts"';
    const remedy = 'Send {"text": "…"} for one text or {"texts": ["…", "…"]} for several.';
    throw new InvalidConfigError("The request body", [{ path: "", problem, remedy }]);
  }
  const all = texts ?? [text!];
  if (all.length > limits.texts) throw new TooManyTextsError(all.length, limits.texts);
  for (const [index, one] of all.entries()) requireLength(texts === undefined ? "text" : `texts.${index}`, one, limits);
  return { texts: all, single: texts === undefined };
}

/** @throws TextTooLongError */
export function requireLength(field: string, text: string, { textBytes }: ServeLimits): void {
  if (text.length * 3 <= textBytes) return;
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > textBytes) throw new TextTooLongError(field, sizeBytes, textBytes);
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch (error) {
    throw new MalformedJsonError(body.length === 0 ? "it is empty" : (error as Error).message);
  }
}
