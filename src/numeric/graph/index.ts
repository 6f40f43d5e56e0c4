/** @file Graphs of tensor operations with reverse-mode gradients. */
export { GraphBuilder, type GraphNode } from "./graph-builder.ts";
export type { DataType, DataTypeArrays, TensorData } from "./tensor-data.ts";
