/** @file Sparse matrices. */
export { type CompressedRows, selectRows } from "./compressed-rows.ts";
