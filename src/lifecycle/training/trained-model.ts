/** @file From weights to the model that is shipped. */
import type { TensorData } from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { architectures, type ModelSize, modelGraph } from "../model/index.ts";
import type { TrainedModel, TrainingHistory, TrainingTask } from "./training-task.ts";

/** What any training finds. */
export interface FoundWeights {
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly history: TrainingHistory;
}

/** What the task's model is built for. */
export function modelSize({ labels, features, task }: TrainingTask): ModelSize {
  return { labels: labels.length, features, task };
}

/** The forward graph with these weights. */
export function trainedModel(task: TrainingTask, { weights, history }: FoundWeights): TrainedModel {
  const { model } = task;
  const size = modelSize(task);
  const tensors = Object.fromEntries(
    architectures
      .get(model.type)
      .weights(model, size)
      .map(({ name, shape }): [string, TensorData] => [name, { type: "float32", shape, data: weights[name]! }]),
  );
  const onnx = encodeModel(modelGraph(model, size), { parameters: tensors });
  return { onnx, weights: tensors, history };
}
