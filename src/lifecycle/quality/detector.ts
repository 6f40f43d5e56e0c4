/** @file The contract of detectors: one file each, listed in `catalog.ts`. */
import type { z } from "zod";
import type { ExaminedData } from "./examined-data.ts";
import type { Finding } from "./finding.ts";

/** What a detector gives: findings, none for healthy data, or why it could not look. */
export type Detection = { readonly findings: readonly Finding[] } | { readonly omitted: string };

/** Looks for one kind of trouble. */
export interface Detector<Settings extends z.ZodObject = z.ZodObject> {
  /** What it looks for, a noun for lists. */
  readonly title: string;
  /** Codes of its findings whose rows can be dropped. */
  readonly drops: readonly string[];
  /** Strict, every field with a default. */
  readonly settings: Settings;
  detect(data: ExaminedData, settings: z.output<Settings>): Promise<Detection> | Detection;
}

/** Checks a detector's type; the result forgets which settings it takes. */
export function defineDetector<Settings extends z.ZodObject>(detector: Detector<Settings>): Detector {
  return detector as unknown as Detector;
}
