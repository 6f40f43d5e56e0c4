/** @file GPT-2 (Radford et al. 2019): a decoder; each token looks at itself and those before it. */
import {
  add,
  cast,
  cumulativeSum,
  type Dimension,
  filled,
  filledLike,
  gather,
  gemm,
  greater,
  multiply,
  reduceSum,
  reshape,
  slice,
  subtract,
  type Tensor,
  unsqueeze,
} from "../../numeric/graph/index.ts";
import type {
  Dropouts,
  KeysAndValues,
  TokenInputs,
  TransformerArchitecture,
  TransformerWeight,
  Weights,
} from "./architecture.ts";
import { attendWithPast } from "./attend-with-past.ts";
import { eachLayer } from "./each-layer.ts";
import { activate } from "./encoder-layer.ts";
import { tiedLanguageModel } from "./language-model.ts";
import { adapt, attend, DEEP, dropOut, embed, norm, normWeights, paddingBias, ROWS, tableWeight } from "./layers.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** `NAME.weight` [inputs, outputs], as GPT-2's `Conv1D` keeps it, and `NAME.bias` [outputs]. */
function conv1dWeights(name: string, inputs: number, outputs: number): readonly TransformerWeight[] {
  return [
    { name: `${name}.weight`, shape: [inputs, outputs], start: "normal" },
    { name: `${name}.bias`, shape: [outputs], start: "zeros" },
  ];
}

function conv1d(x: Tensor, weights: Weights, name: string): Tensor {
  return gemm(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!);
}

/** Hides from each token what comes after it: [1, 1, tokens, past + tokens]. */
function causalBias({ graph }: Tensor, past: Dimension): Tensor {
  const places = cumulativeSum(filled(graph, "int64", [past === 0 ? "tokens" : `${past}+tokens`], 1), 0);
  const isLater = greater(unsqueeze(places, [0]), unsqueeze(slice(places, past), [1])); // [query, key]
  return unsqueeze(multiply(cast(isLater, "float32"), -DEEP), [0, 1]);
}

/** How a layer's queries meet the keys and values: rows [batch * tokens, width] to rows. */
type Attend = (rows: { readonly query: Tensor; readonly key: Tensor; readonly value: Tensor }) => Tensor;

function block(
  x: Tensor,
  attended: Attend,
  at: string,
  weights: Weights,
  config: TransformerConfig,
  dropouts: Dropouts,
): Tensor {
  const { width, dropout } = config;
  const normed = norm(x, weights, `${at}ln_1`, config);
  const layer = `${at}attn.c_attn`;
  const together = adapt(conv1d(normed, weights, layer), normed, weights, layer, dropouts); // [rows, 3 * width]
  const [query, key, value] = [0, 1, 2].map((part) => slice(together, part * width, (part + 1) * width, 1));
  const mixed = conv1d(attended({ query: query!, key: key!, value: value! }), weights, `${at}attn.c_proj`);
  const between = add(x, dropOut(mixed, dropout.hidden, dropouts));
  const wide = activate(conv1d(norm(between, weights, `${at}ln_2`, config), weights, `${at}mlp.c_fc`), config);
  return add(between, dropOut(conv1d(wide, weights, `${at}mlp.c_proj`), dropout.hidden, dropouts));
}

/** What goes into the first layer, what comes out of each, the last normalized, as `transformers` gives it. */
function blocks(
  embedded: Tensor,
  attended: (layer: number, dropouts: Dropouts) => Attend,
  weights: Weights,
  config: TransformerConfig,
  dropouts: Dropouts,
): readonly Tensor[] {
  const first = dropOut(reshape(embedded, [ROWS, config.width]), config.dropout.hidden, dropouts);
  const states = eachLayer(first, config.layers, dropouts, (x, layer, own) =>
    block(x, attended(layer, own), `transformer.h.${layer}.`, weights, config, own),
  );
  return states.with(-1, norm(states.at(-1)!, weights, "transformer.ln_f", config));
}

export const gpt2: TransformerArchitecture = {
  prefix: "transformer.",
  classifierClass: "GPT2ForSequenceClassification",
  languageModelClass: "GPT2LMHeadModel",
  adapted: ["attn.c_attn"],
  isTransposed: true,
  readConfig(fields) {
    fields.only("add_cross_attention", false);
    fields.only("scale_attn_weights", true);
    fields.only("scale_attn_by_inverse_layer_idx", false);
    fields.only("reorder_and_upcast_attn", false);
    const width = fields.count("n_embd", 768);
    return {
      architecture: "gpt2",
      vocabularySize: fields.count("vocab_size", 50_257),
      width,
      embeddingWidth: width,
      layers: fields.count("n_layer", 12),
      heads: fields.count("n_head", 12),
      feedForwardWidth: fields.count("n_inner", 4 * width),
      positions: fields.count("n_positions", 1024),
      tokenTypes: 0,
      paddingId: fields.id("pad_token_id"),
      activation: fields.activation("activation_function"),
      layerNormEpsilon: fields.fraction("layer_norm_epsilon", 1e-5),
      relativeBuckets: null,
      initializerRange: fields.fraction("initializer_range", 0.02),
      dropout: {
        hidden: fields.fraction("resid_pdrop", 0.1),
        attention: fields.fraction("attn_pdrop", 0.1),
        classifier: 0,
      },
    };
  },
  writeConfig: (config) => ({
    vocab_size: config.vocabularySize,
    n_embd: config.width,
    n_layer: config.layers,
    n_head: config.heads,
    n_inner: config.feedForwardWidth,
    n_positions: config.positions,
    pad_token_id: config.paddingId,
    activation_function: config.activation,
    layer_norm_epsilon: config.layerNormEpsilon,
    initializer_range: config.initializerRange,
    resid_pdrop: config.dropout.hidden,
    attn_pdrop: config.dropout.attention,
    embd_pdrop: config.dropout.hidden,
  }),
  weights: (config) => [
    tableWeight("transformer.wte", config.vocabularySize, config.width),
    tableWeight("transformer.wpe", config.positions, config.width),
    ...Array.from({ length: config.layers }, (_, layer) => {
      const at = `transformer.h.${layer}.`;
      return [
        ...normWeights(`${at}ln_1`, config.width),
        ...conv1dWeights(`${at}attn.c_attn`, config.width, 3 * config.width),
        ...conv1dWeights(`${at}attn.c_proj`, config.width, config.width),
        ...normWeights(`${at}ln_2`, config.width),
        ...conv1dWeights(`${at}mlp.c_fc`, config.width, config.feedForwardWidth),
        ...conv1dWeights(`${at}mlp.c_proj`, config.feedForwardWidth, config.width),
      ];
    }).flat(),
    ...normWeights("transformer.ln_f", config.width),
  ],
  hiddenStates(inputs, weights, config, dropouts) {
    const bias = add(causalBias(inputs.inputIds, 0), paddingBias(inputs));
    const attended =
      (_layer: number, own: Dropouts): Attend =>
      (rows) =>
        attend({ ...rows, bias }, config, own);
    const embedded = embed(inputs, weights["transformer.wte.weight"]!, weights["transformer.wpe.weight"]!);
    return blocks(embedded, attended, weights, config, dropouts);
  },
  continuedStates({ inputIds, past }, weights, config) {
    const bias = causalBias(inputIds, "past");
    const kept: KeysAndValues[] = [];
    const attended =
      (layer: number): Attend =>
      (rows) => {
        const { attended, ...now } = attendWithPast({ ...rows, bias }, past[layer]!, config);
        kept.push(now);
        return attended;
      };
    const [words, positions] = [weights["transformer.wte.weight"]!, weights["transformer.wpe.weight"]!];
    const embedded = embed({ inputIds }, words, positions, "past");
    const states = blocks(embedded, attended, weights, config, { dropoutMask: () => undefined });
    return { states: states.at(-1)!, kept };
  },
  classifier: {
    weights: ({ width }, outputs) => [{ name: "score.weight", shape: [outputs, width], start: "normal" }],
    scores: (states, inputs, weights) =>
      gemm(lastRows(states, inputs), weights["score.weight"]!, undefined, { transposeB: true }),
  },
  languageModel: tiedLanguageModel("transformer.wte"),
};

/** The rows of each text's last token: [batch, width]. */
function lastRows(states: Tensor, { attentionMask }: TokenInputs): Tensor {
  const places = filledLike(attentionMask, 1);
  const ends = cumulativeSum(reduceSum(places, [1]), 0); // [batch] rows up to each text's end, padding included
  const padding = reduceSum(subtract(places, attentionMask), [1]);
  return gather(states, add(subtract(ends, padding), -1));
}
