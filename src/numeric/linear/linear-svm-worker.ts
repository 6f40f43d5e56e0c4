/** @file A thread that fits one label against the rest by dual coordinate descent (Hsieh et al. 2008). */
import { createRandom, serveTasks, Transfer } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import type { LabelWeights } from "./each-label.ts";

/** One label against the rest. */
export interface SvmTask {
  readonly matrix: CompressedRows;
  /** Its rows. */
  readonly positives: Int32Array;
  /** [rows] or absent for 1 each. */
  readonly sampleWeights: Float64Array | undefined;
  readonly c: number;
  readonly maxIterations: number;
  readonly tolerance: number;
  readonly seed: number;
}

serveTasks({
  fitLabel(task: SvmTask, { throwIfCancelled }) {
    const { matrix, positives, sampleWeights, c, maxIterations, tolerance, seed } = task;
    const { rows, columns, offsets, indices, values } = matrix;
    const signs = new Float64Array(rows).fill(-1);
    for (const row of positives) signs[row] = 1;
    // Q's diagonal: ‖x‖² + 1 for the intercept + 1 / (2 c weight), the last of which the squared hinge adds.
    const slack = Float64Array.from({ length: rows }, (_, row) => 0.5 / (c * (sampleWeights?.[row] ?? 1)));
    const diagonal = Float64Array.from(slack, (own) => own + 1);
    for (let row = 0; row < rows; row++)
      for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) diagonal[row]! += values[entry]! ** 2;

    const weights = new Float64Array(columns);
    let intercept = 0;
    const alphas = new Float64Array(rows);
    const order = Uint32Array.from({ length: rows }, (_, row) => row);
    const random = createRandom(seed).split("passes");
    const trace: number[] = [];
    let active = rows;
    let shrinkAbove = Number.POSITIVE_INFINITY;
    for (let pass = 0; pass < maxIterations; pass++) {
      throwIfCancelled();
      let highest = Number.NEGATIVE_INFINITY;
      let lowest = Number.POSITIVE_INFINITY;
      for (let at = active - 1; at > 0; at--) {
        const other = random.integer(at + 1);
        const row = order[at]!;
        order[at] = order[other]!;
        order[other] = row;
      }
      for (let at = 0; at < active; at++) {
        const row = order[at]!;
        const start = offsets[row]!;
        const end = offsets[row + 1]!;
        const alpha = alphas[row]!;
        const sign = signs[row]!;
        let score = intercept;
        for (let entry = start; entry < end; entry++) score += values[entry]! * weights[indices[entry]!]!;
        const gradient = sign * score - 1 + slack[row]! * alpha;
        let projected = gradient;
        if (alpha === 0) {
          if (gradient > shrinkAbove) {
            // At its bound and pulled against it: left alone until the end is near.
            active--;
            order[at] = order[active]!;
            order[active] = row;
            at--;
            continue;
          }
          projected = Math.min(0, gradient);
        }
        if (projected > highest) highest = projected;
        if (projected < lowest) lowest = projected;
        if (Math.abs(projected) <= 1e-12) continue;
        const next = Math.max(0, alpha - gradient / diagonal[row]!);
        const step = (next - alpha) * sign;
        alphas[row] = next;
        intercept += step;
        for (let entry = start; entry < end; entry++) weights[indices[entry]!]! += step * values[entry]!;
      }
      const spread = active === 0 ? 0 : highest - lowest;
      trace.push(spread);
      if (spread <= tolerance) {
        if (active === rows) break;
        active = rows;
        shrinkAbove = Number.POSITIVE_INFINITY;
        continue;
      }
      shrinkAbove = highest > 0 ? highest : Number.POSITIVE_INFINITY;
    }
    const coefficients = Float32Array.from(weights);
    const answer: LabelWeights = { coefficients, intercept, trace };
    return new Transfer(answer, [coefficients.buffer]);
  },
});
