/** @file From weights to the model that is shipped. */
import { encodeModel } from "../../numeric/onnx/index.ts";
import { architectures, type ModelSize, shippedModel, weightTensors } from "../model/index.ts";
import type { TrainedModel, TrainingHistory, TrainingTask } from "./training-task.ts";

/** What any training finds. */
export interface FoundWeights {
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly history: TrainingHistory;
}

/** What of a task decides the shape of its model. */
export type ModelParts = Pick<TrainingTask, "model" | "labels" | "features" | "task">;

/** What the task's model is built for. */
export function modelSize({ labels, features, task }: ModelParts): ModelSize {
  return { labels: labels.length, features, task };
}

/** The forward graph with these weights. */
export function trainedModel(task: ModelParts, { weights, history }: FoundWeights): TrainedModel {
  const { model } = task;
  const size = modelSize(task);
  const { graph, parameters } = shippedModel(model, size, weights);
  const tensors = weightTensors(architectures.get(model.type).weights(model, size), weights);
  return { onnx: encodeModel(graph, { parameters }), weights: tensors, history };
}
