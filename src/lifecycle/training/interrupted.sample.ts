/** @file A training in a process of its own, for the test that kills it. The argument is the checkpoint folder. */
import { canonicalJson, sha256 } from "../../foundation/index.ts";
import { trainModel } from "./index.ts";
import { tokenTask } from "./token-task.sample.ts";

const [folder] = process.argv.slice(2);
const task = tokenTask({
  texts: 2000,
  model: { type: "embedding-max-pool/v1", width: 16, dropout: 0.1 },
  training: { epochs: 6, batchSize: 8, accumulate: 2, gradientClip: 1, earlyStopping: { patience: 3, minDelta: 0 } },
});
const { onnx, history } = await trainModel(task, {
  checkpointFolder: folder,
  checkpointIntervalMs: 10,
  resume: true,
  onEpoch: ({ epoch }) => process.stdout.write(`epoch ${epoch}\n`),
});
process.stdout.write(`result ${sha256(onnx)} ${sha256(canonicalJson(history))}\n`);
