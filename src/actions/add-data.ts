import path from "node:path";
import type { z } from "zod";
import type { api } from "../api/index.ts";
import { addVersion, type VersionFacts } from "../lifecycle/data-versions/index.ts";
import type { Action } from "./action.ts";
import { versionFacts } from "./version-facts.ts";

type AddInput = z.output<typeof api.addData.input>;

/** A file as the next version of a data set. */
export const addData: Action<typeof api.addData> = async (context, input) => {
  const { home, clock, progress, signal, notice } = context;
  const { file, dataSet, label, labels, text, group, time, licence, source, notes } = input;
  const added = await addVersion(await home.write(), file, {
    name: dataSet,
    facts: {
      text,
      label,
      labels,
      group,
      time,
      ...(await splitFacts(input)),
      licence,
      source,
      notes,
    },
    addedFrom: path.basename(file),
    createdAt: clock.now().toISOString(),
    progress,
    signal,
  });
  for (const { message } of added.warnings) notice(message);
  const { version, before, keptRows, storedBytes, warnings } = added;
  return {
    ...versionFacts(version),
    added: added.added,
    before: before?.title ?? null,
    keptRows,
    storedBytes,
    warnings,
  };
};

/** A column that says the parts, or a split that is to be decided. */
async function splitFacts(input: AddInput): Promise<Pick<VersionFacts, "split" | "assign">> {
  const { splitColumn, splitMethod, testSize, validationSize, orderIndependent, seed = 0 } = input;
  const isDecided = [testSize, validationSize, splitMethod, orderIndependent].some((flag) => flag !== undefined);
  if (!isDecided) return splitColumn === undefined ? {} : { split: splitColumn };
  // Loaded where they are needed: they bring models and training with them.
  const [{ recipeConfig }, { splitForFlags }] = await Promise.all([
    import("../lifecycle/recipe/index.ts"),
    import("./recipe-for-training.ts"),
  ]);
  return { assign: { config: splitForFlags(recipeConfig.shape.split.parse({}), input), seed } };
}
