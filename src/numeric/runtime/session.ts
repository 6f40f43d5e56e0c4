/** @file Sessions of ONNX Runtime over plain tensors. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { DataType, TensorData } from "../graph/index.ts";
import { BrokenModelError, ModelInputError, ModelRunError, ReleasedSessionError } from "./errors.ts";

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
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    enableMemPattern: false,
    logSeverityLevel: 3,
  }).catch((cause) => {
    throw new BrokenModelError(model.length, cause);
  });
  const { inputNames, outputNames } = session;
  let isReleased = false;
  return {
    inputNames,
    outputNames,
    async run(feeds) {
      if (isReleased) throw new ReleasedSessionError();
      const tensors: Record<string, Tensor> = {};
      for (const name of inputNames) {
        const feed = feeds[name];
        if (feed === undefined) throw new ModelInputError(`the input "${name}" is missing`, inputNames);
        tensors[name] = new Tensor(feed.type as "float32", feed.data as Float32Array, feed.shape);
      }
      const results = await session.run(tensors).catch((cause) => {
        throw new ModelRunError(cause);
      });
      const outputs: Record<string, TensorData> = {};
      for (const name of outputNames) {
        const { type, dims, data } = results[name]!;
        outputs[name] = { type: type as DataType, shape: dims, data: data as TensorData["data"] };
      }
      return outputs;
    },
    async release() {
      if (isReleased) return;
      isReleased = true;
      await session.release();
    },
  };
}
