/** @file What a person should know where a bundle's words depend on Unicode data that this Node has in another version. */
import type { BundleManifest } from "./manifest.config.ts";

/** The versions of the Unicode data of the running Node, for a bundle's lineage. */
export function unicodeVersions(): { readonly icuVersion: string; readonly unicodeVersion: string } {
  const { icu = "none", unicode = "none" } = process.versions;
  return { icuVersion: icu, unicodeVersion: unicode };
}

/** One sentence where words by Unicode's rules were learnt with another ICU; `undefined` where nothing can differ. */
export function unicodeNotice(
  { name, text, lineage }: Pick<BundleManifest, "name" | "text" | "lineage">,
  here = unicodeVersions(),
): string | undefined {
  if (!("words" in text) || text.words !== "unicode") return undefined;
  const { icuVersion, unicodeVersion } = lineage;
  if (icuVersion === here.icuVersion && unicodeVersion === here.unicodeVersion) return undefined;
  const trained = `ICU ${icuVersion ?? "unknown"} with Unicode ${unicodeVersion ?? "unknown"}`;
  return `The words of "${name}" were cut by ${trained}; this Node has ICU ${here.icuVersion} with Unicode ${here.unicodeVersion}, which may cut some words of Chinese, Japanese, Thai, Khmer, Lao or Burmese texts differently.`;
}
