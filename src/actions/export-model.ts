import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { api } from "../api/index.ts";
import { sha256, writeFolderAtomic } from "../foundation/index.ts";
import { readBundle } from "../lifecycle/bundle/index.ts";
import { exportFormats } from "../lifecycle/export/index.ts";
import { parseRecipe } from "../lifecycle/recipe/index.ts";
import type { Action } from "./action.ts";
import { requireOutputFolder } from "./prepare-output.ts";

/** A file that every export has, and no other result. */
const sign = "config.json";

/** A bundle in the format of others. */
export const exportModel: Action<typeof api.exportModel> = async (
  { notice, signal },
  { bundle: from, format, output },
) => {
  await requireOutputFolder(output, sign);
  const bundle = await readBundle(from, { notice });
  const { recipe } = parseRecipe(bundle.recipeYaml, `${from}/recipe.yaml`);
  const { files, notices } = await exportFormats.get(format)({ bundle, model: recipe.model });
  for (const told of notices) notice(told);
  await writeFolderAtomic(path.resolve(output), async (temporary) => {
    for (const [file, content] of Object.entries(files)) {
      signal.throwIfAborted();
      const target = path.join(temporary, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  });
  return {
    folder: output,
    format,
    id: bundle.id,
    labels: bundle.labels,
    files: Object.entries(files).map(([file, content]) => {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      return { file, sha256: sha256(bytes), sizeBytes: bytes.length };
    }),
    notices,
  };
};
