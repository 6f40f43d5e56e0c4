/** @file The dense layer and its loss, forwards and backwards, in plain loops: it is small beside the embedding. */
import type { Kernels } from "../../numeric/kernels/index.ts";
import { labelSetAt } from "../labels/index.ts";
import type { LossConfig } from "../model/index.ts";
import { exampleLoss } from "./example-loss.ts";
import type { LabelTargets } from "./training-task.ts";

/** What decides the layer. */
export interface DenseHeadTask {
  /** Columns that come in. */
  readonly width: number;
  /** Scores that come out: 1 decides between two labels. */
  readonly outputs: number;
  /**
   * How much each label counts, [labels], or where texts may have several [labels, 2] (lacking it, having it);
   * `undefined` where all count the same.
   */
  readonly labelWeights: Float64Array | undefined;
  readonly loss: LossConfig;
}

/** A dense layer in training; arrays in the kernels' memory. */
export interface DenseHead {
  /** [width, outputs] */
  readonly weight: Float32Array;
  /** [outputs] */
  readonly bias: Float32Array;
  readonly weightGradient: Float32Array;
  readonly biasGradient: Float32Array;
  /** Scores of `inputs` [rows, width] into `scores` [rows, outputs]. */
  forward(inputs: Float32Array, rows: number, scores: Float32Array): void;
  /**
   * The mean loss of the batch whose inputs and scores these are. Adds `share` times its gradient to that of the
   * layer's weights, and puts that by the inputs into `inputGradient` [rows, width].
   */
  backward(
    batch: {
      readonly inputs: Float32Array;
      readonly scores: Float32Array;
      readonly targets: LabelTargets;
      readonly rows: Uint32Array;
    },
    share: number,
    inputGradient: Float32Array,
  ): number;
}

/** A layer of zeros. */
export function createDenseHead(kernels: Kernels, { width, outputs, labelWeights, loss }: DenseHeadTask): DenseHead {
  const { memory } = kernels;
  const weight = memory.float32(width * outputs);
  const bias = memory.float32(outputs);
  const weightGradient = memory.float32(width * outputs);
  const biasGradient = memory.float32(outputs);
  const sums = new Float64Array(outputs);
  const lossOf = exampleLoss(loss);

  function forward(inputs: Float32Array, rows: number, scores: Float32Array): void {
    for (let row = 0; row < rows; row++) {
      for (let output = 0; output < outputs; output++) sums[output] = bias[output]!;
      for (let column = 0, at = 0; column < width; column++) {
        const value = inputs[row * width + column]!;
        for (let output = 0; output < outputs; output++) sums[output]! += value * weight[at++]!;
      }
      for (let output = 0; output < outputs; output++) scores[row * outputs + output] = sums[output]!;
    }
  }

  /** Mean loss over the labels of one example that has all of `own`; its gradient by the scores goes to `sums`. */
  function lossOfSet(scores: Float32Array, first: number, own: Int32Array): number {
    let total = 0;
    let next = 0; // of the example's labels, which ascend
    for (let label = 0; label < outputs; label++) {
      const target = own[next] === label ? 1 : 0;
      next += target;
      const labelWeight = labelWeights?.[2 * label + target] ?? 1;
      total += labelWeight * lossOf.ofTarget(scores[first + label]!, target, sums, label);
      sums[label]! *= labelWeight / outputs;
    }
    return total / outputs;
  }

  return {
    weight,
    bias,
    weightGradient,
    biasGradient,
    forward,
    backward({ inputs, scores, targets: { labelIds, labelSets }, rows }, share, inputGradient) {
      let total = 0;
      for (let row = 0; row < rows.length; row++) {
        let labelWeight = 1;
        if (labelSets === undefined) {
          const label = labelIds[rows[row]!]!;
          labelWeight = labelWeights?.[label] ?? 1;
          total += labelWeight * lossOf.ofLabel(scores, row * outputs, label, sums);
        } else total += lossOfSet(scores, row * outputs, labelSetAt(labelSets, rows[row]!));
        const factor = (labelWeight * share) / rows.length;
        for (let output = 0; output < outputs; output++) biasGradient[output]! += sums[output]! *= factor;
        for (let column = 0, at = 0; column < width; column++) {
          const value = inputs[row * width + column]!;
          let back = 0;
          for (let output = 0; output < outputs; output++, at++) {
            back += sums[output]! * weight[at]!;
            weightGradient[at]! += value * sums[output]!;
          }
          inputGradient[row * width + column] = back;
        }
      }
      return total / rows.length;
    },
  };
}
