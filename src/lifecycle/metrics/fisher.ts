/** @file Fisher's exact test, one-sided: does a part hold more marked examples than chance gives it? */
import { logGamma } from "./log-gamma.ts";

/**
 * P(X ≥ found) where X counts the marked among `drawn` examples taken at random, without putting back, from `total`
 * examples of which `marked` are marked: SciPy's `hypergeom.sf(found - 1, total, marked, drawn)`.
 */
export function fisherUpperTail(found: number, drawn: number, marked: number, total: number): number {
  const most = Math.min(drawn, marked);
  const least = Math.max(0, drawn + marked - total);
  if (found <= least) return 1;
  if (found > most) return 0;
  let term = Math.exp(logChoose(marked, found) + logChoose(total - marked, drawn - found) - logChoose(total, drawn));
  let tail = 0;
  for (let count = found; count <= most && term > tail * 1e-17; count++) {
    tail += term;
    term *= ((marked - count) * (drawn - count)) / ((count + 1) * (total - marked - drawn + count + 1));
  }
  return Math.min(1, tail);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
