/** @file Settings that the models with a pooled embedding share. */
import { z } from "zod";

export const pooledEmbeddingFields = {
  /** Numbers that stand for one token. */
  width: z.int().min(1).max(4096).default(32),
  /** Share of the pooled numbers that training sets to 0 at random; the others are scaled up to make up for it. */
  dropout: z.number().min(0).lt(1).default(0),
};
