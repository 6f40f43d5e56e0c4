/** @file Our side of `text-cnn-epoch`: prints the second of two epochs. */
import { printWarmEpoch } from "./warm-epochs.ts";

await printWarmEpoch(
  { type: "text-cnn/v1", width: 100, filterSizes: [3, 4, 5], filters: 100, dropout: 0.5 },
  { epochs: 2, batchSize: 64, lossName: "lossOfSecondEpoch" },
);
