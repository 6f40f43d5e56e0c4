/** @file What networks put after a layer: smooth steps and ramps, element by element. */
import type { OperatorEntry, OperatorSample, Tensor } from "../tensor.ts";
import { add, multiply, negate, subtract } from "./arithmetic.ts";
import { greater } from "./comparison.ts";
import { elementwise, exp } from "./exponential.ts";
import { where } from "./where.ts";

const tanhOperator = elementwise("Tanh", "tanh", ({ y, dy }) => subtract(dy, multiply(multiply(dy, y), y)));
const sigmoidOperator = elementwise("Sigmoid", "sigmoid", ({ y, dy }) => {
  const scaled = multiply(dy, y);
  return subtract(scaled, multiply(scaled, y));
});
const reluOperator = elementwise("Relu", "relu", ({ x, dy }) => where(greater(x, 0), dy, 0));
const softplusOperator = elementwise("Softplus", "softplus", ({ x, dy }) => multiply(dy, sigmoid(x)));
const erfOperator = elementwise("Erf", "erf", ({ x, dy }) =>
  multiply(dy, multiply(exp(negate(multiply(x, x))), 2 / Math.sqrt(Math.PI))),
);
// d/dx x·Φ(x) = Φ(x) + x·φ(x), with the Gaussian's Φ and φ (Hendrycks & Gimpel 2016).
const geluOperator = elementwise("Gelu", "gelu", ({ x, dy }) => {
  const cumulative = multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5);
  const density = multiply(exp(multiply(multiply(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return multiply(dy, add(cumulative, multiply(x, density)));
});

/** The hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return x.graph.apply(tanhOperator, [x], undefined)[0]!;
}

/** 1 / (1 + e⁻ˣ) */
export function sigmoid(x: Tensor): Tensor {
  return x.graph.apply(sigmoidOperator, [x], undefined)[0]!;
}

/** max(x, 0); its derivative at 0 is 0. */
export function relu(x: Tensor): Tensor {
  return x.graph.apply(reluOperator, [x], undefined)[0]!;
}

/** log(1 + eˣ), without overflow. */
export function softplus(x: Tensor): Tensor {
  return x.graph.apply(softplusOperator, [x], undefined)[0]!;
}

/** The error function. */
export function erf(x: Tensor): Tensor {
  return x.graph.apply(erfOperator, [x], undefined)[0]!;
}

/** x·Φ(x) with the exact Gaussian distribution Φ. */
export function gelu(x: Tensor): Tensor {
  return x.graph.apply(geluOperator, [x], undefined)[0]!;
}

function samples(name: string, apply: (x: Tensor) => Tensor, onlyFloat32 = false): readonly OperatorSample[] {
  const inputs = { x: { shape: ["batch", 4], type: "float", range: [-3, 3] } } as const;
  return [{ name, inputs, sizes: { batch: 3 }, build: ({ x }) => [apply(x!)], onlyFloat32 }];
}

export const activationEntries: readonly OperatorEntry[] = [
  { type: tanhOperator.type, samples: samples("tanh", tanh) },
  { type: sigmoidOperator.type, samples: samples("sigmoid", sigmoid) },
  { type: reluOperator.type, samples: samples("relu", relu) },
  { type: softplusOperator.type, samples: samples("softplus", softplus, true) },
  { type: erfOperator.type, samples: samples("erf", erf, true) },
  { type: geluOperator.type, samples: samples("gelu", gelu, true) },
];
