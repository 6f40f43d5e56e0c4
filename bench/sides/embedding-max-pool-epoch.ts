/** @file Our side of `embedding-max-pool-epoch`: the batch size is the argument; prints the median of three warm epochs. */
import { printWarmEpoch } from "./warm-epochs.ts";

await printWarmEpoch(
  { type: "embedding-max-pool/v1", width: 32, dropout: 0 },
  { epochs: 4, batchSize: Number(process.argv[2]), lossName: "lossAfterFourEpochs" },
);
