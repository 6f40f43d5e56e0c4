import { z } from "zod";
import { versionSchema } from "./data-version-fields.ts";
import { declare } from "./declaration.ts";

/** Every data set of the home folder. */
export const listData = declare({
  command: ["data", "list"],
  summary: "List the data sets and their versions.",
  faces: ["cli", "library"],
  input: z.strictObject({}),
  positionals: [],
  placeholders: {},
  output: z.object({
    home: z.string(),
    dataSets: z.array(z.object({ name: z.string(), versions: z.array(versionSchema).readonly() })).readonly(),
  }),
  streams: false,
  examples: ["lexops data list", "lexops data list --home ../shared-home --json"],
});
