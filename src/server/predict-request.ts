import { predictFields } from "./predict-schemas.ts";
import { type RequestTexts, readFields, requestTexts } from "./request-fields.ts";
import type { ServeLimits } from "./serve-options.ts";

/** What `POST /predict` was asked. */
export interface PredictRequest extends RequestTexts {
  /** Whether each answer shall say how much each word counted. */
  readonly attention: boolean;
}

/** Reads a body strictly. @throws LexopsError for any bytes that are not a request within the limits */
export function readPredictRequest(body: Uint8Array, limits: ServeLimits): PredictRequest {
  const fields = readFields(body, predictFields);
  return { ...requestTexts(fields, limits), attention: fields.attention ?? false };
}
