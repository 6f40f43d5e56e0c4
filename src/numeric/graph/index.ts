/** @file Graphs of tensor operations with reverse-mode gradients. */
export type { DataType, DataTypeArrays, TensorData } from "./tensor-data.ts";
