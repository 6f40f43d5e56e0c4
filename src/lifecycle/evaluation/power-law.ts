/**
 * @file Errors that fall with a power of the training rows (Hestness et al. 2017, "Deep learning scaling is predictable,
 * empirically"; Cortes et al. 1993, "Learning curves: asymptotic values and rate of convergence").
 */
import { mean } from "./mean.ts";

/** error(rows) = floor + scale · rows^-decay, with floor and scale at least 0. */
export interface PowerLaw {
  readonly floor: number;
  readonly scale: number;
  readonly decay: number;
}

/** Decays that are tried: flatter ones can't be told from none, steeper ones are not seen in learning. */
const decays = Array.from({ length: 96 }, (_, step) => 0.05 + step * 0.01);

/** The law with the least squared error over three points or more; for each decay floor and scale are exact. */
export function fitPowerLaw(rows: readonly number[], errors: readonly number[]): PowerLaw {
  let best: PowerLaw = { floor: 0, scale: 0, decay: decays[0]! };
  let least = Number.POSITIVE_INFINITY;
  for (const decay of decays) {
    const powers = rows.map((count) => count ** -decay);
    const [meanPower, meanError] = [mean(powers), mean(errors)];
    const spread = powers.reduce((sum, power) => sum + (power - meanPower) ** 2, 0);
    const together = powers.reduce((sum, power, index) => sum + (power - meanPower) * (errors[index]! - meanError), 0);
    const slope = Math.max(0, together / spread);
    const floor = Math.max(0, meanError - slope * meanPower);
    const law = { floor, scale: floor > 0 ? slope : throughZero(powers, errors), decay };
    const squares = rows.reduce((sum, count, index) => sum + (powerLawAt(law, count) - errors[index]!) ** 2, 0);
    if (squares >= least) continue;
    least = squares;
    best = law;
  }
  return best;
}

/** The error by the law. */
export function powerLawAt({ floor, scale, decay }: PowerLaw, rows: number): number {
  return floor + scale * rows ** -decay;
}

/** The scale of the line without a floor. */
function throughZero(powers: readonly number[], errors: readonly number[]): number {
  const square = powers.reduce((sum, power) => sum + power * power, 0);
  return Math.max(0, powers.reduce((sum, power, index) => sum + power * errors[index]!, 0) / square);
}
