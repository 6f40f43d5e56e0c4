/** @file From the bytes of a body to the texts to answer for. */
import { InvalidConfigError, parseConfig } from "../foundation/index.ts";
import { MalformedJsonError, TextTooLongError, TooManyTextsError } from "./errors.ts";
import { predictFields } from "./predict-schemas.ts";
import type { ServeLimits } from "./serve-options.ts";

/** What `POST /predict` was asked. */
export interface PredictRequest {
  readonly texts: readonly string[];
  /** Asked as `text`, answered without a list. */
  readonly single: boolean;
  /** Whether each answer shall say how much each word counted. */
  readonly attention: boolean;
}

/** Reads a body strictly. @throws LexopsError for any bytes that are not a request within the limits */
export function readPredictRequest(body: Uint8Array, limits: ServeLimits): PredictRequest {
  const fields = parseConfig(predictFields, parseJson(body), "The request body");
  if ((fields.text === undefined) === (fields.texts === undefined)) {
    const problem = fields.text === undefined ? 'it has neither "text" nor "texts"' : 'it has both "text" and "texts"';
    const remedy = 'Send {"text": "…"} for one text or {"texts": ["…", "…"]} for several.';
    throw new InvalidConfigError("The request body", [{ path: "", problem, remedy }]);
  }
  const texts = fields.texts ?? [fields.text!];
  if (texts.length > limits.texts) throw new TooManyTextsError(texts.length, limits.texts);
  texts.forEach((text, index) => {
    if (text.length * 3 <= limits.textBytes) return;
    const sizeBytes = Buffer.byteLength(text);
    if (sizeBytes > limits.textBytes)
      throw new TextTooLongError(fields.texts === undefined ? "text" : `texts.${index}`, sizeBytes, limits.textBytes);
  });
  return { texts, single: fields.texts === undefined, attention: fields.attention ?? false };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch (error) {
    throw new MalformedJsonError(body.length === 0 ? "it is empty" : (error as Error).message);
  }
}
