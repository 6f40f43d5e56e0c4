/** @file The only door to ONNX Runtime. */
import type { TensorData } from "../graph/index.ts";

/** How a session runs. */
export interface SessionOptions {
  /** Threads of one operator. Default 1. */
  readonly threads?: number;
}

/** A loaded model. Native memory: release it. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Runs once and gives every output by name. Blocks its thread while it computes. */
  run(feeds: Readonly<Record<string, TensorData>>): Promise<Readonly<Record<string, TensorData>>>;
  release(): Promise<void>;
}

/** Loads a model from the bytes of an ONNX file. @throws BrokenModelError */
export async function createSession(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  throw new Error(`Not written yet: ${model.length} ${options.threads}`);
}
