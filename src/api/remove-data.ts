import { z } from "zod";
import { versionField } from "./data-version-fields.ts";
import { declare } from "./declaration.ts";

/** Takes a version off the lists. */
export const removeData = declare({
  command: ["data", "remove"],
  summary: "Take one version of a data set off the lists.",
  details:
    "Nothing that another version needs is lost: what it holds stays in the home folder, and adding the same data again brings the version back under its number.",
  faces: ["cli", "library"],
  input: z.strictObject({ version: versionField.describe("NAME@v3, or NAME@ and an id's first digits.") }),
  positionals: ["version"],
  placeholders: { version: "NAME@VERSION" },
  output: z.object({ version: z.string(), id: z.string() }),
  streams: false,
  examples: ["lexops data remove reviews@v2"],
});
