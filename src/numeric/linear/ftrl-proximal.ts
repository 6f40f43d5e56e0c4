/**
 * @file Logistic regression learnt one example at a time: FTRL-Proximal (McMahan et al. 2013, "Ad click prediction: a view
 * from the trenches", algorithm 1 with λ₁ = 0, and a λ₂ that grows with every example, as the loss does). Each weight has its own learning rate, which falls with the gradients it
 * has seen, and the l2 penalty acts on all weights although a step touches only those of its example.
 */

/** What is learnt. */
export interface FtrlOptions {
  readonly features: number;
  readonly labels: number;
  /**
   * `exclusive`: one label an example, by a softmax, or of two labels by one sigmoid; `any`: a sigmoid for each label.
   */
  readonly choice: "exclusive" | "any";
  /** α of the paper. */
  readonly learningRate: number;
  /** β of the paper. */
  readonly beta: number;
  /** What each example adds to the paper's λ₂; intercepts have no penalty. */
  readonly l2: number;
  /** Multiply gradients and losses: for exclusive labels [labels], else [labels, 2], of examples without and with it. */
  readonly labelWeights: Float64Array | undefined;
}

/** A model that learns. */
export interface FtrlProximal {
  /**
   * Learns one example: the entries `start … end` of sparse rows, and the labels `first … last` of `labelIds`. Gives its
   * loss before the step.
   */
  learn(
    row: { readonly indices: Int32Array; readonly values: Float32Array; readonly start: number; readonly end: number },
    labelIds: Int32Array,
    first: number,
    last: number,
  ): number;
  /** Coefficients, row-major [features, outputs], and intercepts [outputs]; in shared memory. */
  weights(): { readonly coefficients: Float32Array; readonly intercepts: Float32Array };
}

/** Scores of a model: one where it decides between two labels that exclude each other. */
export function ftrlOutputs({ labels, choice }: Pick<FtrlOptions, "labels" | "choice">): number {
  return labels === 2 && choice === "exclusive" ? 1 : labels;
}

/** Starts with weights of 0; has eight bytes a weight. */
export function createFtrlProximal(options: FtrlOptions): FtrlProximal {
  const { features, labels, choice, learningRate, beta, l2, labelWeights } = options;
  const outputs = ftrlOutputs(options);
  // [features and the intercept, outputs, 2]: z, and the root of the sum of squared gradients, side by side in a cache line.
  const state = new Float32Array((features + 1) * outputs * 2);
  const intercept = features * outputs * 2;
  const scores = new Float64Array(outputs);
  const slopes = new Float64Array(outputs);
  let penalty = 0;
  let own = new Float64Array(1 << 10); // the weights of an example

  const weightAt = (place: number, penalty: number) => {
    const scale = (beta + state[place + 1]!) / learningRate + penalty;
    return scale === 0 ? 0 : -state[place]! / scale;
  };

  function update(place: number, weight: number, gradient: number): void {
    const root = state[place + 1]!;
    const next = Math.sqrt(root * root + gradient * gradient);
    state[place]! += gradient - ((next - root) / learningRate) * weight;
    state[place + 1] = next;
  }

  /** Sets the slopes of the loss by the scores; gives the loss. */
  function setSlopes(labelIds: Int32Array, first: number, last: number): number {
    if (outputs === 1) {
      const label = labelIds[first]!;
      return sigmoidSlope(0, label, labelWeights?.[label] ?? 1);
    }
    if (choice === "any") {
      let loss = 0;
      for (let label = 0; label < labels; label++) {
        let wanted = 0;
        for (let at = first; at < last; at++) if (labelIds[at] === label) wanted = 1;
        loss += sigmoidSlope(label, wanted, labelWeights?.[label * 2 + wanted] ?? 1);
      }
      return loss;
    }
    const target = labelIds[first]!;
    const weight = labelWeights?.[target] ?? 1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < labels; label++) highest = Math.max(highest, scores[label]!);
    let total = 0;
    for (let label = 0; label < labels; label++) total += Math.exp(scores[label]! - highest);
    for (let label = 0; label < labels; label++)
      slopes[label] = weight * (Math.exp(scores[label]! - highest) / total - (label === target ? 1 : 0));
    return weight * (Math.log(total) + highest - scores[target]!);
  }

  function sigmoidSlope(output: number, wanted: number, weight: number): number {
    const score = scores[output]!;
    const power = Math.exp(-Math.abs(score));
    slopes[output] = weight * ((score >= 0 ? 1 : power) / (1 + power) - wanted);
    return weight * (Math.max(score, 0) - score * wanted + Math.log1p(power));
  }

  return {
    learn({ indices, values, start, end }, labelIds, first, last) {
      if (own.length < (end - start) * outputs) own = new Float64Array((end - start) * outputs * 2);
      for (let output = 0; output < outputs; output++) scores[output] = weightAt(intercept + output * 2, 0);
      penalty += l2;
      let used = 0;
      for (let entry = start; entry < end; entry++) {
        const value = values[entry]!;
        let place = indices[entry]! * outputs * 2;
        for (let output = 0; output < outputs; output++, place += 2) {
          const weight = weightAt(place, penalty);
          own[used++] = weight;
          scores[output]! += weight * value;
        }
      }
      const loss = setSlopes(labelIds, first, last);
      for (let output = 0; output < outputs; output++) {
        const place = intercept + output * 2;
        update(place, weightAt(place, 0), slopes[output]!);
      }
      used = 0;
      for (let entry = start; entry < end; entry++) {
        const value = values[entry]!;
        let place = indices[entry]! * outputs * 2;
        for (let output = 0; output < outputs; output++, place += 2)
          update(place, own[used++]!, slopes[output]! * value);
      }
      return loss;
    },
    weights() {
      const coefficients = new Float32Array(new SharedArrayBuffer(features * outputs * 4));
      for (let weight = 0; weight < coefficients.length; weight++) coefficients[weight] = weightAt(weight * 2, penalty);
      const intercepts = new Float32Array(new SharedArrayBuffer(outputs * 4));
      for (let output = 0; output < outputs; output++) intercepts[output] = weightAt(intercept + output * 2, 0);
      return { coefficients, intercepts };
    },
  };
}
