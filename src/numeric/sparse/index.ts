/** @file Sparse matrices. */
export type { CompressedRows } from "./compressed-rows.ts";
