/** @file Fine-tuning MiniLM on 10,000 sentences of SST-2, against transformers' Trainer. */
import path from "node:path";
import { type Benchmark, benchData, measureNode, measurePython } from "./harness.ts";

const rows = "10000";
const folder = path.resolve(import.meta.dirname, "../../shared/models/all-minilm-l6-v2");
const files = [folder, benchData("sst2/sst2-train.csv.gz"), benchData("sst2/sst2-dev.csv"), rows];

const benchmark: Benchmark = {
  name: "finetune-epoch-sst2",
  summary:
    "an epoch of MiniLM on SST-2's first 10,000 training sentences, batches of 16, texts of like length together, AdamW, dropout 0.1, two threads, tokenising included (ours with the scoring of the dev set, too); transformers' Trainer; accuracy on the dev set in the facts",
  unit: "s",
  better: "lower",
  target: 0.8,
  rounds: 1,
  cases: [
    {
      name: "10,000 sentences",
      ours: () => measureNode("sides/finetune-epoch-sst2.ts", files),
      peer: () => measurePython("finetune_epoch_sst2.py", files),
    },
  ],
};

export default benchmark;
