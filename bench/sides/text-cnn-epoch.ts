/** @file Our side of `text-cnn-epoch`: prints the second of two epochs. */
import { trainModel } from "../../src/lifecycle/training/index.ts";
import { trainingConfig } from "../../src/lifecycle/training/training.config.ts";
import { readTokenIds } from "./imdb-token-ids.ts";

const { tokens, labelIds } = readTokenIds("train");
const ends: { readonly seconds: number; readonly cpuSeconds: number; readonly loss: number }[] = [];
await trainModel(
  {
    model: { type: "text-cnn/v1", width: 100, filterSizes: [3, 4, 5], filters: 100, dropout: 0.5 },
    training: trainingConfig.parse({ type: "minibatch/v1", epochs: 2, batchSize: 64, checkpointMetric: null }),
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
const [first, second] = ends as [(typeof ends)[0], (typeof ends)[0]];
console.log(
  JSON.stringify({
    value: second.seconds - first.seconds,
    cpuSeconds: second.cpuSeconds - first.cpuSeconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { lossOfSecondEpoch: second.loss },
  }),
);
