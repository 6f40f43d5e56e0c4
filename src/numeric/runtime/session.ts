/** @file Sessions of ONNX Runtime over plain tensors. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { DataType, TensorData } from "../graph/index.ts";
import { BrokenModelError, ModelInputError, ModelRunError, ReleasedSessionError } from "./errors.ts";

/** How a session runs. */
interface SessionOptions {
  /** Threads of one operator. Default 1. */
  readonly threads?: number;
}

/** Tensors by name. */
type NamedTensors = Readonly<Record<string, TensorData>>;

/** A loaded model. Native memory: release it. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs once and gives every output by name. Blocks its thread while it computes. The same feeds on the same machine
   * with the same number of threads give the same bits. `feeds` are read in place until the promise settles; those that
   * the model does not take are ignored.
   * @throws ModelInputError, ModelRunError, ReleasedSessionError
   */
  run(feeds: NamedTensors): Promise<NamedTensors>;
  /** Gives the memory back once the runs that were started have ended. Further calls do nothing. */
  release(): Promise<void>;
}

/** Loads a model from the bytes of an ONNX file. @throws BrokenModelError */
export async function createSession(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const session = await load(model, options);
  const { inputNames, outputNames } = session;
  let lastRun: Promise<unknown> = Promise.resolve();
  let release: Promise<void> | undefined;

  async function compute(feeds: NamedTensors): Promise<NamedTensors> {
    const inputs = Object.fromEntries(inputNames.map((name) => [name, toNative(name, feeds[name], inputNames)]));
    // Giving it tensors to write the outputs into would save nothing: it returns copies of those, too.
    const running = session.run(inputs);
    lastRun = running.catch(() => undefined);
    try {
      const results = await running;
      return Object.fromEntries(outputNames.map((name) => [name, toPlain(results[name]!)]));
    } catch (cause) {
      throw new ModelRunError(cause);
    }
  }

  return {
    inputNames,
    outputNames,
    async run(feeds) {
      if (release !== undefined) throw new ReleasedSessionError();
      return compute(feeds);
    },
    release() {
      release ??= lastRun.then(() => session.release());
      return release;
    },
  };
}

async function load(model: Uint8Array, { threads = 1 }: SessionOptions): Promise<InferenceSession> {
  try {
    // ONNX Runtime does not take a model in memory that threads share, though it takes tensors there.
    return await InferenceSession.create(model.buffer instanceof SharedArrayBuffer ? model.slice() : model, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      enableMemPattern: false, // saves memory where shapes change, at no cost in time
      logSeverityLevel: 4, // what goes wrong is thrown; printing it as well would only disturb
    });
  } catch (cause) {
    throw new BrokenModelError(model.length, cause);
  }
}

function toNative(name: string, tensor: TensorData | undefined, known: readonly string[]): Tensor {
  if (tensor === undefined) throw new ModelInputError(`the input "${name}" is missing`, known);
  try {
    return new Tensor(tensor.type as "float32", tensor.data as Float32Array, tensor.shape);
  } catch (cause) {
    throw new ModelInputError(`the tensor for "${name}" is not in order: ${(cause as Error).message}`, known);
  }
}

function toPlain({ type, dims, data }: Tensor): TensorData {
  return { type: type as DataType, shape: dims, data: data as TensorData["data"] };
}
