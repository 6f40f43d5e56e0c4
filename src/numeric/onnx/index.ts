/** @file ONNX models: written from graphs, and read back. */
import type { GraphBuilder, TensorData } from "../graph/index.ts";

/** How a graph is written. */
export interface EncodeOptions {
  /** Values of parameters, by name: written as initializers. A parameter without a value becomes an input. */
  readonly parameters?: Readonly<Record<string, TensorData>>;
  /** Free facts about the model, kept in its metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The ModelProto (opset 21) of what the graph's outputs need, in canonical order: equal graphs give equal bytes. */
export function encodeModel(graph: GraphBuilder, options: EncodeOptions = {}): Uint8Array {
  throw new Error(`Not written yet: ${graph.nodes.length} ${options.metadata}`);
}
