/** @file Our side of encode-1 and encode-32: `encode.ts FOLDER BATCH TOKENS`, an opened encoder embeds texts of so many tokens. */
import { openEmbedder } from "../../src/index.ts";
import { encodedTexts } from "./encoded-texts.ts";
import { serveSteps } from "./stepwise.ts";

const [folder, batch, tokens] = process.argv.slice(2) as [string, string, string];
const texts = encodedTexts(Number(batch), Number(tokens));
const embedder = await openEmbedder(folder, { maxLength: Number(tokens), threads: 2 });
await serveSteps(async () => {
  const vectors = await embedder.embed(texts);
  return { first: Number(vectors[0]!.toFixed(6)), last: Number(vectors.at(-1)!.toFixed(6)) };
}, 3);
await embedder.close();
