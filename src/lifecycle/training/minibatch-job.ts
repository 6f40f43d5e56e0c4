/** @file What the worker threads of mini-batch training are given; plain data over shared buffers. */
import type { Task } from "../labels/index.ts";
import type { ModelConfig, PooledEmbedding, TextConvolution } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import type { StateArrays } from "./checkpoint.ts";
import type { ConvolutionExchange } from "./convolution-team.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import type { SliceExchange } from "./slice-exchange.ts";
import type { LabelTargets } from "./training-task.ts";

/** Token ids of texts with their labels. */
export interface LabelledTokens extends LabelTargets {
  readonly tokens: TokenRows;
}

/** One training. */
export interface MinibatchJob {
  readonly model: ModelConfig;
  readonly config: MinibatchConfig;
  /** `text-classification` when absent. */
  readonly task?: Task | undefined;
  /** Number of labels. */
  readonly labels: number;
  /** Size of the vocabulary. */
  readonly features: number;
  readonly seed: number;
  readonly threads: number;
  readonly train: LabelledTokens;
  readonly validation: LabelledTokens | undefined;
  /** [labels], or where texts may have several [labels, 2] (lacking it, having it). */
  readonly labelWeights: Float64Array | undefined;
  /** Starting weights by name. */
  readonly start: StateArrays;
  readonly taskDigest: string;
  readonly checkpointFolder: string | undefined;
  readonly checkpointIntervalMs: number | undefined;
  readonly resume: boolean;
  /** How kernels train it; `undefined` trains through the model's graph. */
  readonly kernels: KernelTeam | undefined;
}

/** Threads that train one network with kernels: a pooled embedding, one column slice a thread, or filters. */
export type KernelTeam =
  | {
      readonly type: "pooling";
      readonly threads: number;
      readonly pooled: PooledEmbedding;
      readonly exchange: SliceExchange;
    }
  | {
      readonly type: "convolution";
      readonly threads: number;
      readonly convolution: TextConvolution;
      readonly exchange: ConvolutionExchange;
    };
