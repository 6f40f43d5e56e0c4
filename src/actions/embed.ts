import type { api } from "../api/index.ts";
import { CancelledError } from "../foundation/index.ts";
import { openEmbedder } from "../lifecycle/embedding/index.ts";
import type { Action } from "./action.ts";
import { findTextSource, textsOf } from "./input-texts.ts";
import { pretrainedPlace } from "./pretrained-place.ts";

/** Embeddings of texts, a file's texts, or lines of standard input, in order. */
export const embed: Action<typeof api.embed> = async function* (context, input) {
  const { inputs, text, pooling, normalize, maxLength, threads } = input;
  const source = await findTextSource(context, inputs);
  const { folder } = await pretrainedPlace(context.home, input.model);
  const embedder = await openEmbedder(folder, {
    ...(pooling && { pooling }),
    ...(normalize !== undefined && { normalize }),
    maxLength,
    threads,
  });
  try {
    let row = 0;
    for await (const texts of textsOf(context, source, "Embedding", text)) {
      if (context.signal.aborted) throw new CancelledError("The embedding");
      const all = await embedder.embed(texts, { signal: context.signal });
      for (const [at, one] of texts.entries())
        yield { row: ++row, text: one, embedding: [...all.subarray(at * embedder.width, (at + 1) * embedder.width)] };
    }
  } finally {
    await embedder.close();
  }
};
