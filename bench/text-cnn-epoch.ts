/** @file One epoch of Kim's convolutional network against PyTorch on the CPU, eager or compiled, whichever is faster. */
import { type Benchmark, measureNode, measurePython } from "./harness.ts";
import { tokenIdFolder } from "./sides/imdb-token-ids.ts";
import { prepareTokenIds } from "./sides/prepare-imdb-token-ids.ts";

const benchmark: Benchmark = {
  name: "text-cnn-epoch",
  summary:
    "an epoch of Embedding 100, 100 filters over 3, 4 and 5 tokens each, max over time, ReLU, dropout 0.5, Dense 1 with Adam on IMDb's 25,000 official training reviews, 400 tokens, vocabulary 20,000, batches of 64, two threads; PyTorch eager or compiled, whichever is faster",
  unit: "s",
  better: "lower",
  target: 0.8,
  rounds: 1,
  prepare: prepareTokenIds,
  cases: [
    {
      name: "width 100",
      ours: () => measureNode("sides/text-cnn-epoch.ts"),
      peer: () => measurePython("text_cnn_epoch.py", [tokenIdFolder()]),
    },
  ],
};

export default benchmark;
