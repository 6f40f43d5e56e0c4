/** @file The command line that mends a finding. */
import type { ExaminedData } from "./examined-data.ts";

/** `lexops data clean FILE … --output NEW` with these flags; NEW is for the user to name, and a version needs no name. */
export function cleanCommand({ fileWord, columnFlags, outputFlag }: ExaminedData, flags: string): string {
  return `lexops data clean ${fileWord}${columnFlags} ${flags}${outputFlag}`;
}
