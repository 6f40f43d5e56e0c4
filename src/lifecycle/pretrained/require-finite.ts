import { WeightsNotFiniteError } from "./errors.ts";

/** @throws WeightsNotFiniteError where an element of the tensor named `tensor` is NaN or infinite */
export function requireFinite(folder: string, tensor: string, values: Float32Array): void {
  let zeros = 0;
  for (let at = 0; at < values.length; at++) zeros += values[at]! * 0; // NaN as soon as one is not finite
  if (zeros === 0) return;
  const index = values.findIndex((value) => !Number.isFinite(value));
  let count = 0;
  for (const value of values) if (!Number.isFinite(value)) count++;
  throw new WeightsNotFiniteError(folder, tensor, count, values.length, { index, value: values[index]! });
}
