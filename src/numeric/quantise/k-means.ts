/** @file Lloyd's k-means on small vectors, as product quantisation needs it. */
import type { Random } from "../../foundation/index.ts";

/** How centres are found. */
export interface KMeansOptions {
  /** Numbers of a point. */
  readonly width: number;
  readonly centres: number;
  readonly iterations: number;
  readonly random: Random;
}

/**
 * Centres [centres, width] that lie close to `points` [count, width]; where there are fewer points than centres, the
 * points and zeros. A centre that no point is nearest to takes half of another's, as in fastText.
 */
export function kMeans(points: Float32Array, { width, centres, iterations, random }: KMeansOptions): Float32Array {
  const count = points.length / width;
  const found = new Float32Array(centres * width);
  const order = random.permutation(count);
  for (let centre = 0; centre < Math.min(centres, count); centre++)
    found.set(points.subarray(order[centre]! * width, (order[centre]! + 1) * width), centre * width);
  if (count <= centres) return found;
  const nearest = new Uint8Array(count);
  for (let iteration = 0; iteration < iterations; iteration++) {
    assignNearest(points, found, width, nearest, 0, 1);
    moveCentres(points, found, width, nearest, random);
  }
  return found;
}

/** Writes the nearest centre (the first of equals) of each point to `codes[offset + point · stride]`. */
export function assignNearest(
  points: Float32Array,
  centres: Float32Array,
  width: number,
  codes: Uint8Array,
  offset: number,
  stride: number,
): void {
  const count = points.length / width;
  const bound = centres.length / width;
  const isPair = width === 2;
  for (let point = 0; point < count; point++) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    if (isPair) {
      const x = points[point * 2]!;
      const y = points[point * 2 + 1]!;
      for (let centre = 0; centre < bound; centre++) {
        const dx = x - centres[centre * 2]!;
        const dy = y - centres[centre * 2 + 1]!;
        const distance = dx * dx + dy * dy;
        if (distance < least) {
          least = distance;
          best = centre;
        }
      }
    } else {
      for (let centre = 0; centre < bound; centre++) {
        let distance = 0;
        for (let column = 0; column < width; column++)
          distance += (points[point * width + column]! - centres[centre * width + column]!) ** 2;
        if (distance < least) {
          least = distance;
          best = centre;
        }
      }
    }
    codes[offset + point * stride] = best;
  }
}

function moveCentres(
  points: Float32Array,
  centres: Float32Array,
  width: number,
  nearest: Uint8Array,
  random: Random,
): void {
  const bound = centres.length / width;
  const sums = new Float64Array(centres.length);
  const sizes = new Float64Array(bound);
  for (let point = 0; point < nearest.length; point++) {
    const centre = nearest[point]!;
    sizes[centre]!++;
    for (let column = 0; column < width; column++) sums[centre * width + column]! += points[point * width + column]!;
  }
  for (let centre = 0; centre < bound; centre++)
    if (sizes[centre]! > 0)
      for (let column = 0; column < width; column++)
        centres[centre * width + column] = sums[centre * width + column]! / sizes[centre]!;
  for (let centre = 0; centre < bound; centre++) if (sizes[centre] === 0) splitLarge(centre);

  function splitLarge(empty: number): void {
    let other = random.integer(bound);
    while (random.float() * (nearest.length - bound) >= sizes[other]! - 1) other = (other + 1) % bound;
    for (let column = 0; column < width; column++) {
      const sign = column % 2 === 0 ? 1 : -1;
      const value = centres[other * width + column]!;
      const step = sign * Math.max(1e-7, Math.abs(value) * 1e-4);
      centres[empty * width + column] = value + step;
      centres[other * width + column] = value - step;
    }
    sizes[empty] = sizes[other]! / 2;
    sizes[other]! /= 2;
  }
}
