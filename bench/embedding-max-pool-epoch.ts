/** @file One epoch of the article's network against Keras 3 on the faster of its CPU backends. */
import { type Benchmark, type Measurement, measureNode, measurePython } from "./harness.ts";
import { tokenIdFolder } from "./sides/imdb-token-ids.ts";
import { prepareTokenIds } from "./sides/prepare-imdb-token-ids.ts";

/** Keras on both backends; the faster one counts. */
async function fasterBackend(batchSize: number): Promise<Measurement> {
  const runs: Measurement[] = [];
  for (const backend of ["jax", "tensorflow"])
    runs.push(await measurePython("embedding_max_pool_epoch.py", [backend, String(batchSize), tokenIdFolder()]));
  return runs.reduce((left, right) => (right.value < left.value ? right : left));
}

const benchmark: Benchmark = {
  name: "embedding-max-pool-epoch",
  summary:
    "a warm epoch of Embedding 32, GlobalMaxPooling, Dense 1 with Adam on IMDb's 25,000 official training reviews, 400 tokens, vocabulary 20,000; Keras 3 on JAX or TensorFlow, whichever is faster",
  unit: "s",
  better: "lower",
  target: 0.25,
  prepare: prepareTokenIds,
  cases: [32, 512].map((batchSize) => ({
    name: `batch ${batchSize}`,
    ours: () => measureNode("sides/embedding-max-pool-epoch.ts", [String(batchSize)]),
    peer: () => fasterBackend(batchSize),
  })),
};

export default benchmark;
