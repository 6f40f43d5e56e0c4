/** @file Settings of detectors as a user writes them: `duplicates.shingle=character`. */
import { parseDocument } from "yaml";
import { detectors } from "./catalog.ts";
import { SettingSyntaxError } from "./errors.ts";

/**
 * Settings by detector; a value is YAML, and a later one for the same field counts.
 * @throws SettingSyntaxError, UnknownEntryError for a detector that does not exist
 */
export function detectorSettings(words: readonly string[]): Record<string, Record<string, unknown>> {
  const settings: Record<string, Record<string, unknown>> = {};
  for (const word of words) {
    const [, detector = "", field = "", text = ""] = /^([^.=]+)\.([^.=]+)=(.*)$/s.exec(word) ?? [];
    if (detector === "") throw new SettingSyntaxError(word, "it is not DETECTOR.FIELD=VALUE");
    detectors.get(detector);
    const parsed = parseDocument(text, { schema: "core", strict: true, prettyErrors: false, logLevel: "silent" });
    const [fault] = [...parsed.errors, ...parsed.warnings];
    if (fault !== undefined) throw new SettingSyntaxError(word, `its value is not YAML (${fault.message})`);
    settings[detector] = { ...settings[detector], [field]: parsed.toJS({ maxAliasCount: 0 }) as unknown };
  }
  return settings;
}
