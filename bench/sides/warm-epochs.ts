/** @file How long an epoch over IMDb's token ids takes once training is warm. */
import type { ModelConfig } from "../../src/lifecycle/model/model.config.ts";
import { trainModel } from "../../src/lifecycle/training/index.ts";
import { trainingConfig } from "../../src/lifecycle/training/training.config.ts";
import { readTokenIds } from "./imdb-token-ids.ts";

/** Trains and prints the median of the epochs after the first; the loss is that of the last. */
export async function printWarmEpoch(
  model: ModelConfig,
  { epochs, batchSize, lossName }: { readonly epochs: number; readonly batchSize: number; readonly lossName: string },
): Promise<void> {
  const { tokens, labelIds } = readTokenIds("train");
  const ends: { readonly seconds: number; readonly cpuSeconds: number; readonly loss: number }[] = [];
  await trainModel(
    {
      model,
      training: trainingConfig.parse({ type: "minibatch/v1", epochs, batchSize, checkpointMetric: null }),
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
  const measurement = {
    value: middle(warm.map(({ seconds }) => seconds)),
    cpuSeconds: middle(warm.map(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { [lossName]: ends.at(-1)!.loss },
  };
  process.stdout.write(`${JSON.stringify(measurement)}\n`);
}
