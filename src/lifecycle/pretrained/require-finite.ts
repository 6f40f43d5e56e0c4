import { WeightsNotFiniteError } from "./errors.ts";

/** @throws WeightsNotFiniteError where an element of the tensor named `tensor` is NaN or infinite */
export function requireFinite(folder: string, tensor: string, values: Float32Array): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return;
  let count = 0;
  for (const value of values) if (!Number.isFinite(value)) count++;
  throw new WeightsNotFiniteError(folder, tensor, count, values.length, { index, value: values[index]! });
}
