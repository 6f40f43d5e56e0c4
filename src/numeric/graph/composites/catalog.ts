/** @file Every composite's entry, for the conformance suite. */
import type { OperatorEntry } from "../tensor.ts";
import { attentionEntries } from "./attention.ts";
import { lossEntries } from "./losses.ts";
import { sparseDenseEntries } from "./sparse-dense.ts";

/** In no order that matters. */
export const compositeEntries: readonly OperatorEntry[] = [...attentionEntries, ...lossEntries, ...sparseDenseEntries];
