import type { ImportedPretrained } from "../lifecycle/pretrained/index.ts";
import type { ActionContext } from "./action.ts";
import { modelFacts } from "./model-facts.ts";

/** What was imported, with a word to the person where the licence is not known. */
export function importedFacts(
  { notice }: Pick<ActionContext, "notice">,
  { stored, checked, added }: ImportedPretrained,
) {
  if (stored.record.licence === null)
    notice("neither README.md nor LICENSE says the licence; import it again with --licence when you know it.");
  return { ...modelFacts(stored, checked), added };
}
