/** @file Our side of `embedding-max-pool-epoch`: the batch size is the argument; prints the median of three warm epochs. */
import { trainModel } from "../../src/lifecycle/training/index.ts";
import { trainingConfig } from "../../src/lifecycle/training/training.config.ts";
import { readTokenIds } from "./imdb-token-ids.ts";

const batchSize = Number(process.argv[2]);
const { tokens, labelIds } = readTokenIds("train");
const ends: { readonly seconds: number; readonly cpuSeconds: number; readonly loss: number }[] = [];
await trainModel(
  {
    model: { type: "embedding-max-pool/v1", width: 32, dropout: 0 },
    training: trainingConfig.parse({ type: "minibatch/v1", epochs: 4, batchSize, checkpointMetric: null }),
    labels: ["negative", "positive"],
    features: tokens.vocabularySize,
    train: { encoded: { kind: "tokens", tokens }, labelIds },
    validation: null,
    seed: 0,
    threads: 2,
  },
  {
    onEpoch({ metrics }) {
      const { user, system } = process.cpuUsage();
      ends.push({ seconds: performance.now() / 1000, cpuSeconds: (user + system) / 1e6, loss: metrics["loss"]! });
    },
  },
);
const middle = (values: readonly number[]) => values.toSorted((left, right) => left - right)[values.length >> 1]!;
const warm = ends.slice(1).map((end, index) => ({
  seconds: end.seconds - ends[index]!.seconds,
  cpuSeconds: end.cpuSeconds - ends[index]!.cpuSeconds,
}));
console.log(
  JSON.stringify({
    value: middle(warm.map(({ seconds }) => seconds)),
    cpuSeconds: middle(warm.map(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { lossAfterFourEpochs: ends.at(-1)!.loss },
  }),
);
