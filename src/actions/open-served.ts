/** @file Opens what a name means for serving: a bundle's folder, a pre-trained model's folder, or an imported model. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { loadBundle } from "../lifecycle/bundle/index.ts";
import { readPretrainedConfig, UnknownModelError } from "../lifecycle/pretrained/index.ts";
import type { Served } from "../lifecycle/serving/index.ts";
import { transformers } from "../lifecycle/transformer/index.ts";
import type { HomeAccess } from "./action.ts";
import { type PretrainedPlace, pretrainedPlace } from "./pretrained-place.ts";

/** What is open. */
export interface OpenedServed {
  readonly served: Served;
  readonly id: string | null;
  readonly task: "predict" | "embed" | "generate";
  close(): Promise<void>;
}

/** Opens it; a language model writes, any other pre-trained model embeds. @throws what opening a bundle or model throws */
export async function openServed(
  home: HomeAccess,
  name: string,
  options: { readonly threads?: number | undefined; readonly notice?: ((text: string) => void) | undefined },
): Promise<OpenedServed> {
  const place = await findPretrained(home, name);
  if (place === undefined) {
    const bundle = await loadBundle(name, options);
    return { served: bundle, id: bundle.bundle.id, task: "predict", close: () => bundle.close() };
  }
  const { folder, digest: id } = place;
  const model = { name: path.basename(path.resolve(name)), id };
  const { architecture } = await readPretrainedConfig(folder);
  if (transformers.get(architecture).continuedStates !== undefined) {
    const { openGenerator } = await import("../lifecycle/generation/index.ts");
    const generator = await openGenerator(folder, options);
    return { served: { ...model, generator }, id, task: "generate", close: () => generator.close() };
  }
  const { openEmbedder } = await import("../lifecycle/embedding/index.ts");
  const embedder = await openEmbedder(folder, options);
  return { served: { ...model, embedder }, id, task: "embed", close: () => embedder.close() };
}

/** A folder with a `config.json` that is no bundle, or an imported model. */
async function findPretrained(home: HomeAccess, name: string): Promise<PretrainedPlace | undefined> {
  if (await exists(name)) {
    const isPretrained =
      (await exists(path.join(name, "config.json"))) && !(await exists(path.join(name, "bundle.json")));
    return isPretrained ? { folder: name, digest: null } : undefined;
  }
  try {
    return await pretrainedPlace(home, name);
  } catch (error) {
    if (error instanceof UnknownModelError) return undefined;
    throw error;
  } finally {
    await home.close(); // others may write to it while this is served
  }
}

function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
