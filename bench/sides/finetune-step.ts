/** @file Our side of the fine-tuning steps: `finetune-step.ts LAYERS WIDTH BATCH [RANK]`, BERT with random weights, no dropout. */
import { createRandom } from "../../src/foundation/index.ts";
import { startingWeights } from "../../src/lifecycle/model/index.ts";
import { modelConfig } from "../../src/lifecycle/model/model.config.ts";
import { createGraphEngine } from "../../src/lifecycle/training/graph-engine.ts";
import { minibatchConfig } from "../../src/lifecycle/training/minibatch.config.ts";
import { readTransformerConfig } from "../../src/lifecycle/transformer/index.ts";
import { serveSteps } from "./stepwise.ts";

const TOKENS = 128;
const VOCABULARY = 30522;

const [layers, width, batch, rank] = process.argv.slice(2).map(Number) as [number, number, number, number?];
const transformer = readTransformerConfig("bert", {
  vocab_size: VOCABULARY,
  hidden_size: width,
  num_hidden_layers: layers,
  num_attention_heads: 12,
  intermediate_size: 4 * width,
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
});
const model = modelConfig.parse({
  type: "transformer/v1",
  transformer,
  lora: rank === undefined ? null : { rank, alpha: 2 * rank },
});
const size = { labels: 2, features: VOCABULARY };
const random = createRandom("finetune-step");
const rows = Uint32Array.from({ length: batch }, (_, row) => row);
const engine = await createGraphEngine({
  model,
  config: minibatchConfig.parse({
    type: "minibatch/v1",
    optimiser: { type: "adamw/v1", learningRate: 2e-5, epsilon: 1e-8 },
    weightDecay: [{ weights: "*", rate: 0.01 }],
  }),
  labels: 2,
  features: VOCABULARY,
  seed: 0,
  threads: 2,
  train: {
    tokens: {
      rows: batch,
      vocabularySize: VOCABULARY,
      offsets: Float64Array.from({ length: batch + 1 }, (_, row) => row * TOKENS),
      ids: Int32Array.from({ length: batch * TOKENS }, () => 1 + random.integer(VOCABULARY - 1)),
    },
    labelIds: Int32Array.from({ length: batch }, () => random.integer(2)),
  },
  validation: undefined,
  labelWeights: undefined,
  start: startingWeights(model, size, 0),
  taskDigest: "",
  checkpointFolder: undefined,
  checkpointIntervalMs: undefined,
  resume: false,
  kernels: undefined,
});
let step = 0;
await serveSteps(async () => {
  const loss = await engine.accumulate({ rows, key: step }, 1);
  await engine.step(++step, 2e-5);
  return { loss };
});
process.exit(0);
