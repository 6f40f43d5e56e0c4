/** @file MPNet (Song et al. 2020): BERT without segments, whose attention also looks at how far apart tokens are. */
import {
  add,
  cumulativeSum,
  filledLike,
  gather,
  slice,
  squeeze,
  subtract,
  type Tensor,
  tanh,
  tensorData,
  transpose,
  unsqueeze,
} from "../../numeric/graph/index.ts";
import type { TokenInputs, TransformerArchitecture } from "./architecture.ts";
import { bertEmbeddings, bertEmbeddingWeights, readBertConfig, writeBertConfig } from "./bert.ts";
import { encoderStates, encoderWeights, type LayerNames } from "./encoder-layer.ts";
import { firstTokenClassifier } from "./first-token-classifier.ts";
import { paddingBias, tableWeight } from "./layers.ts";
import { namedLmHead, positionBehindPadding } from "./roberta.ts";
import type { TransformerConfig } from "./transformer.config.ts";

const DISTANCES = "mpnet.encoder.relative_attention_bias";
/** Tokens further apart than this are all alike. */
const FARTHEST = 128;

function layerNames(layer: number): LayerNames {
  const at = `mpnet.encoder.layer.${layer}.`;
  return {
    query: `${at}attention.attn.q`,
    key: `${at}attention.attn.k`,
    value: `${at}attention.attn.v`,
    attentionOutput: `${at}attention.attn.o`,
    attentionNorm: `${at}attention.LayerNorm`,
    feedForward: `${at}intermediate.dense`,
    output: `${at}output.dense`,
    outputNorm: `${at}output.LayerNorm`,
  };
}

/** Which of T5's buckets (Raffel et al. 2020) a key lies in that is so far behind the query; half of them are for either side. */
function bucketOf(distance: number, buckets: number): number {
  const half = buckets / 2;
  const side = distance > 0 ? half : 0;
  const away = Math.abs(distance);
  const exact = half / 2;
  if (away < exact) return side + away;
  const logarithmic = Math.fround(
    Math.fround(Math.fround(Math.log(Math.fround(away / exact))) / Math.fround(Math.log(FARTHEST / exact))) *
      (half - exact),
  );
  return side + Math.min(exact + Math.trunc(logarithmic), half - 1);
}

/** What each head adds for the distance of each two tokens: [1, heads, tokens, tokens]. */
function distanceBias(
  { inputIds }: TokenInputs,
  table: Tensor,
  { positions, relativeBuckets }: TransformerConfig,
): Tensor {
  const { graph } = inputIds;
  const distances = Array.from({ length: 2 * positions - 1 }, (_, at) => at - (positions - 1));
  const buckets = graph.constant(
    tensorData(
      "int64",
      [distances.length],
      distances.map((distance) => bucketOf(distance, relativeBuckets!)),
    ),
  );
  const first = slice(inputIds, 0, 1, 0); // [1, tokens]
  const places = squeeze(cumulativeSum(filledLike(first, 1), 1), [0]); // [tokens], from 1
  const apart = subtract(unsqueeze(places, [0]), unsqueeze(places, [1])); // key − query
  const bias = gather(table, gather(buckets, add(apart, positions - 1))); // [tokens, tokens, heads]
  return unsqueeze(transpose(bias, [2, 0, 1]), [0]);
}

export const mpnet: TransformerArchitecture = {
  prefix: "mpnet.",
  classifierClass: "MPNetForSequenceClassification",
  languageModelClass: "MPNetForMaskedLM",
  adapted: ["attention.attn.q", "attention.attn.v"],
  firstPosition: positionBehindPadding,
  readConfig: (fields) => ({
    ...readBertConfig("mpnet", fields),
    tokenTypes: 0,
    relativeBuckets: fields.count("relative_attention_num_buckets", 32),
  }),
  writeConfig(config) {
    const { type_vocab_size: _, ...fields } = writeBertConfig(config);
    return { ...fields, relative_attention_num_buckets: config.relativeBuckets };
  },
  weights: (config) => [
    ...bertEmbeddingWeights("mpnet.", config),
    ...encoderWeights(layerNames, config),
    tableWeight(DISTANCES, config.relativeBuckets!, config.heads),
  ],
  hiddenStates(inputs, weights, config, dropouts) {
    const embedded = bertEmbeddings("mpnet.", positionBehindPadding(config), inputs, weights, config, dropouts);
    const bias = add(distanceBias(inputs, weights[`${DISTANCES}.weight`]!, config), paddingBias(inputs));
    return encoderStates(embedded, bias, layerNames, weights, config, dropouts);
  },
  classifier: firstTokenClassifier(tanh),
  languageModel: namedLmHead("mpnet.embeddings.word_embeddings"),
};
