/** @file Changes of scores before a token is chosen, as transformers makes them; in place, over one text's row. */
import { largest } from "./largest.ts";

/** Divides positive scores of tokens that were there already, and multiplies negative ones (Keskar et al. 2019). */
export function penalizeRepetition(scores: Float32Array, ids: readonly number[], penalty: number): void {
  if (penalty === 1) return;
  for (const id of new Set(ids)) scores[id]! *= scores[id]! < 0 ? penalty : 1 / penalty;
}

/** Scores divided by a temperature, shifted so that the best is 0, however small the temperature is. */
export function temper(scores: Float32Array, temperature: number): Float32Array {
  const most = maximum(scores);
  return scores.map((score) => (score - most) / temperature);
}

/** Scores as logarithms of probabilities. */
export function logProbabilities(scores: Float32Array): Float32Array {
  const shift = maximum(scores);
  const total = shift + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - shift), 0));
  return scores.map((score) => score - total);
}

/** Leaves the `count` best, and all that are as good as the worst of these. */
export function keepTopK(scores: Float32Array, count: number): void {
  if (count === 0 || count >= scores.length) return;
  const least = scores[largest(scores, count).at(-1)!]!;
  for (const [id, score] of scores.entries()) if (score < least) scores[id] = Number.NEGATIVE_INFINITY;
}

/** Leaves the best whose probabilities reach `share` together, at least one (Holtzman et al. 2019). */
export function keepTopP(scores: Float32Array, share: number): void {
  if (share === 1) return;
  const probabilities = logProbabilities(scores).map(Math.exp);
  const order = Uint32Array.from(scores.keys()).sort((left, right) => scores[left]! - scores[right]!);
  let below = 0;
  for (const id of order.subarray(0, -1)) {
    below += probabilities[id]!;
    if (below > 1 - share) return;
    scores[id] = Number.NEGATIVE_INFINITY;
  }
}

function maximum(scores: Float32Array): number {
  return scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
}
