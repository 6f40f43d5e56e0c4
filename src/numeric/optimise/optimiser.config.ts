/** @file Settings of optimisers. */
import { z } from "zod";

const learningRate = z.number().positive();
const share = z.number().min(0).lt(1);

/** Adam (Kingma & Ba 2015); the defaults are Keras'. */
const adamConfig = z.strictObject({
  type: z.literal("adam/v1"),
  learningRate: learningRate.default(1e-3),
  beta1: share.default(0.9),
  beta2: share.default(0.999),
  epsilon: z.number().positive().default(1e-7),
});

/** Adam whose weight decay shrinks the weights themselves (Loshchilov & Hutter 2019). */
const adamwConfig = adamConfig.extend({ type: z.literal("adamw/v1") });

/** Stochastic gradient descent, with PyTorch's meaning of momentum. */
const sgdConfig = z.strictObject({
  type: z.literal("sgd/v1"),
  learningRate: learningRate.default(0.01),
  momentum: share.default(0),
  nesterov: z.boolean().default(false),
});

/** One optimiser, chosen by `type`. */
export const optimiserConfig = z.discriminatedUnion("type", [adamConfig, adamwConfig, sgdConfig]);

export type AdamConfig = z.output<typeof adamConfig> | z.output<typeof adamwConfig>;
export type SgdConfig = z.output<typeof sgdConfig>;
export type OptimiserConfig = z.output<typeof optimiserConfig>;

/** Decay by weight: the first entry whose `weights` ("dense.bias", or "embedding.*") fits a name decides. */
export const weightDecayConfig = z.array(z.strictObject({ weights: z.string().min(1), rate: z.number().min(0) }));

export type WeightDecayConfig = z.output<typeof weightDecayConfig>;
