/** @file transformers.js's side of encode-javascript: `encode-transformers-js.ts FOLDER BATCH TOKENS`. */
import path from "node:path";
import { nodePeersFolder } from "../peers-folder.ts";
import { encodedTexts } from "./encoded-texts.ts";
import { serveSteps } from "./stepwise.ts";

/** What is used of the library. */
interface TransformersJs {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline(
    task: "feature-extraction",
    model: string,
    options: { readonly dtype: "fp32"; readonly session_options: object },
  ): Promise<Extractor>;
}

interface Extractor {
  readonly tokenizer: object;
  (
    texts: readonly string[],
    options: { readonly pooling: "mean"; readonly normalize: boolean },
  ): Promise<{ readonly data: Float32Array }>;
}

const [folder, batch, tokens] = process.argv.slice(2) as [string, string, string];
const module = path.join(nodePeersFolder(), "node_modules/@huggingface/transformers/dist/transformers.node.mjs");
const { env, pipeline } = (await import(module)) as TransformersJs;
env.allowRemoteModels = false;
env.localModelPath = path.dirname(folder);
const extract = await pipeline("feature-extraction", path.basename(folder), {
  dtype: "fp32",
  session_options: { intraOpNumThreads: 2, interOpNumThreads: 1 },
});
Object.defineProperty(extract.tokenizer, "model_max_length", { value: Number(tokens) });
const texts = encodedTexts(Number(batch), Number(tokens));
await serveSteps(async () => {
  const { data } = await extract(texts, { pooling: "mean", normalize: true });
  return { first: Number(data[0]!.toFixed(6)), last: Number(data.at(-1)!.toFixed(6)) };
}, 3);
process.exit(0);
