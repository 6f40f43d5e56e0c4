/** @file What an architecture is: the one shape that every entry of the catalogue has. */
import { type GraphBuilder, multiply, type Shape, type Tensor } from "../../numeric/graph/index.ts";
import { hasLabelSets, type Task } from "../labels/index.ts";
import type { EncodedTexts } from "../text/index.ts";
import type { ModelConfig } from "./model.config.ts";

/** How texts reach a model. */
export type Encoding = EncodedTexts["kind"];

/** What a model is built for. */
export interface ModelSize {
  /** 2 or more. */
  readonly labels: number;
  /** Columns of the sparse matrix, or size of the vocabulary; 0 where there are none. */
  readonly features: number;
  /** `text-classification` when absent. */
  readonly task?: Task | undefined;
}

/** A weight and where it starts. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** Starts uniformly over [-limit, limit]; at 0 where `limit` is 0, unless the next two say otherwise. */
  readonly limit: number;
  /** Starts from a normal distribution around 0 with this standard deviation. */
  readonly deviation?: number;
  /** Starts at this number. */
  readonly value?: number;
  /** The first row is padding's and stays at 0, so that padding adds nothing to a sum. */
  readonly isFirstRowZero?: true;
}

/** The inputs of a graph by name, as `modelInputs` makes them. */
export type ModelInputs = Readonly<Record<string, Tensor>>;

/** What a graph is for: training leaves numbers out at random, what ships doesn't. */
export interface GraphPurpose {
  /**
   * Factors of `shape` for the numbers of one place: 0 with probability `rate`, else 1 / (1 − rate). `undefined` where
   * nothing is left out. The shape's names are among "batch" and "tokens".
   */
  dropoutMask(shape: Shape, rate: number): Tensor | undefined;
  /** Whether layers are computed again on the way back, in place of being kept. */
  readonly recomputes?: boolean;
  /** Lets what ships tell, beside its scores, how much each token counted: float32 [batch, tokens], each text's sum 1. */
  showAttention(weights: Tensor): void;
}

/** A way to make scores of texts. */
export interface Architecture<Config extends ModelConfig = ModelConfig> {
  /** What it takes. */
  readonly encoding: Encoding;
  /** How it can be trained: types of `TrainingConfig`. */
  readonly trainings: readonly (
    | "none/v1"
    | "convex/v1"
    | "ftrl-proximal/v1"
    | "counting/v1"
    | "log-count-ratio/v1"
    | "dual-coordinate/v1"
    | "minibatch/v1"
    | "contrastive/v1"
    | "online/v1"
  )[];
  /**
   * How the scores of more than two labels become probabilities: by a softmax unless told, or each label's by its own
   * sigmoid, divided by the sum of all.
   */
  readonly link?: "softmax" | "one-vs-rest";
  /** Its weights, in the order of the graph's parameters. */
  weights(config: Config, size: ModelSize): readonly WeightSpec[];
  /**
   * Scores float32 [batch, outputs], where one output decides between two labels that exclude each other (see
   * `outputsFor`) and otherwise each label has its own. `weights` are the graph's parameters by name.
   */
  scores(inputs: ModelInputs, weights: Readonly<Record<string, Tensor>>, config: Config, purpose: GraphPurpose): Tensor;
  /** Present where the model scores a text's embedding with one dense layer: contrastive training takes that. */
  embedding?(config: Config): TextEmbedding | undefined;
  /** What ships instead of these weights and scores, where less will do; it answers the same but for rounding. */
  folded?(config: Config, size: ModelSize): FoldedModel | undefined;
  /** Present where the model is an embedding, pooled over the text, with a dense layer: kernels can train that. */
  pooled?(config: Config): PooledEmbedding;
  /** Present where the model is an embedding, filters and a dense layer as in `text-cnn.ts`: kernels can train that. */
  convolution?(config: Config): TextConvolution;
}

/** What a model makes of a text, and the dense layer that scores it. */
export interface TextEmbedding {
  /** Embeddings float32 [batch, width], from the model's weights without the dense layer's. */
  rows(inputs: ModelInputs, weights: Readonly<Record<string, Tensor>>, purpose: GraphPurpose): Tensor;
  /** Names of the dense layer's weights, [outputs, width] and [outputs], an output for each label. */
  readonly head: { readonly weight: string; readonly bias: string };
}

/** A smaller form of a trained model. */
export interface FoldedModel {
  readonly weights: readonly WeightSpec[];
  /** Its weights, from those that were trained. */
  fold(trained: Readonly<Record<string, Float32Array>>): Readonly<Record<string, Float32Array>>;
  /** As `Architecture.scores`. */
  scores(inputs: ModelInputs, weights: Readonly<Record<string, Tensor>>): Tensor;
}

/** The sizes of a pooled embedding. */
export interface PooledEmbedding {
  readonly pooling: "max" | "mean";
  readonly width: number;
  readonly dropout: number;
}

/** The sizes of filters over an embedding. */
export interface TextConvolution {
  readonly width: number;
  readonly filterSizes: readonly number[];
  /** Of each size. */
  readonly filters: number;
  readonly dropout: number;
}

/** `x` with some of its numbers left out while training (Srivastava et al. 2014). */
export function dropOut(x: Tensor, rate: number, purpose: GraphPurpose): Tensor {
  const mask = purpose.dropoutMask(x.shape, rate);
  return mask === undefined ? x : multiply(x, mask);
}

/** One score decides between two labels that exclude each other; otherwise labels have one each. */
export function outputsFor({ labels, task }: ModelSize): number {
  return labels === 2 && !hasLabelSets(task) ? 1 : labels;
}

/** Adds the weights to a graph. */
export function addParameters(graph: GraphBuilder, specs: readonly WeightSpec[]): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(specs.map(({ name, shape }) => [name, graph.parameter(name, shape)]));
}
