/** @file The headline figures of an `evaluation.json`. */
import { z } from "zod";
import { parseConfig } from "../foundation/index.ts";

const headline = z.looseObject({
  metrics: z.record(
    z.string(),
    z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() }),
  ),
});

/** Each figure with its interval, by name. */
export function headlineMetrics(evaluation: Uint8Array): z.output<typeof headline>["metrics"] {
  return parseConfig(headline, JSON.parse(Buffer.from(evaluation).toString("utf8")), "evaluation.json").metrics;
}
