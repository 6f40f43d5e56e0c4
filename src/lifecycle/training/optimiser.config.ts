/** @file Settings of optimisers and learning-rate schedules. */
import { z } from "zod";

const learningRate = z.number().positive();
const momentOfDecay = z.number().min(0).lt(1);

/** Adam (Kingma & Ba 2015); the defaults are Keras'. */
const adamConfig = z.strictObject({
  type: z.literal("adam/v1"),
  learningRate: learningRate.default(1e-3),
  beta1: momentOfDecay.default(0.9),
  beta2: momentOfDecay.default(0.999),
  epsilon: z.number().positive().default(1e-7),
});

/** Adam with decay apart from the gradient (Loshchilov & Hutter 2019): the rates are those of `weightDecay`. */
const adamwConfig = adamConfig.extend({ type: z.literal("adamw/v1") });

/** Stochastic gradient descent. */
const sgdConfig = z.strictObject({
  type: z.literal("sgd/v1"),
  learningRate: learningRate.default(0.01),
  momentum: momentOfDecay.default(0),
  nesterov: z.boolean().default(false),
});

/** One optimiser, chosen by `type`. */
export const optimiserConfig = z.discriminatedUnion("type", [adamConfig, adamwConfig, sgdConfig]);

export type OptimiserConfig = z.output<typeof optimiserConfig>;

const warmupSteps = z.int().min(0).default(0);

/** How the learning rate moves: up from 0 over `warmupSteps`, then as `type` says to the last step. */
export const scheduleConfig = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("constant/v1"), warmupSteps }),
  /** In a straight line to `finalShare` of the optimiser's rate. */
  z.strictObject({ type: z.literal("linear/v1"), warmupSteps, finalShare: z.number().min(0).max(1).default(0) }),
  /** By half a cosine wave to `finalShare` of the optimiser's rate. */
  z.strictObject({ type: z.literal("cosine/v1"), warmupSteps, finalShare: z.number().min(0).max(1).default(0) }),
]);

export type ScheduleConfig = z.output<typeof scheduleConfig>;
