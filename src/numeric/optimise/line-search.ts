/** @file A step length along a line that satisfies the strong Wolfe conditions (Nocedal & Wright, algorithms 3.5 and 3.6). */

/** A function of one number with its derivative. */
export interface SlopedValue {
  readonly value: number;
  readonly slope: number;
}

/** How a line search decides. */
export interface LineSearchOptions {
  /** How much of the promised decrease is enough (Armijo). Default 1e-4. */
  readonly decrease?: number;
  /** How much of the slope may be left. Default 0.9. */
  readonly flatness?: number;
  readonly maxEvaluations?: number;
}

interface Tried extends SlopedValue {
  readonly step: number;
}

/**
 * A step along a descent direction, tried first at `firstStep`; `undefined` where none is better than staying.
 * `start` is the value and (negative) slope at 0.
 */
export function searchLine(
  along: (step: number) => SlopedValue,
  start: SlopedValue,
  firstStep: number,
  options: LineSearchOptions = {},
): number | undefined {
  const { decrease = 1e-4, flatness = 0.9, maxEvaluations = 20 } = options;
  // Close to the minimum the value's own rounding hides the decrease; it is not held against a step.
  const rounding = 8 * Number.EPSILON * Math.abs(start.value);
  const tooHigh = ({ step, value }: Tried) => !(value <= start.value + decrease * step * start.slope + rounding);
  const flat = ({ slope }: Tried) => Math.abs(slope) <= -flatness * start.slope;
  const tryStep = (step: number): Tried => ({ step, ...along(step) });

  let previous: Tried = { step: 0, ...start };
  let low: Tried | undefined;
  let high: Tried | undefined;
  let step = firstStep;
  let left = maxEvaluations;
  for (; left > 0 && high === undefined; left--) {
    const tried = tryStep(step);
    if (tooHigh(tried) || (previous.step > 0 && tried.value >= previous.value + rounding))
      [low, high] = [previous, tried];
    else if (flat(tried)) return tried.step;
    else if (tried.slope >= 0) [low, high] = [tried, previous];
    else {
      step = extrapolate(previous, tried);
      previous = tried;
    }
  }
  if (low === undefined || high === undefined) return previous.step > 0 ? previous.step : undefined;
  for (; left > 0; left--) {
    const tried = tryStep(interpolate(low, high));
    if (tooHigh(tried) || tried.value >= low.value + rounding) high = tried;
    else {
      if (flat(tried)) return tried.step;
      if (tried.slope * (high.step - low.step) >= 0) high = low;
      low = tried;
    }
    if (Math.abs(high.step - low.step) <= 1e-12 * Math.max(1, low.step)) break;
  }
  return low.step > 0 ? low.step : undefined;
}

/** The minimum of the cubic through two points with their slopes (Nocedal & Wright, equation 3.59); NaN without one. */
function cubicMinimum(a: Tried, b: Tried): number {
  const first = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const root = Math.sign(b.step - a.step) * Math.sqrt(first * first - a.slope * b.slope);
  return b.step - (b.step - a.step) * ((b.slope + root - first) / (b.slope - a.slope + 2 * root));
}

function extrapolate(previous: Tried, last: Tried): number {
  const guess = cubicMinimum(previous, last);
  const [least, most] = [last.step + 0.1 * (last.step - previous.step), 4 * last.step];
  return Number.isFinite(guess) && guess > last.step ? Math.min(Math.max(guess, least), most) : most;
}

function interpolate(low: Tried, high: Tried): number {
  const guess = cubicMinimum(low, high);
  const [start, end] = low.step < high.step ? [low.step, high.step] : [high.step, low.step];
  const margin = 0.1 * (end - start);
  return guess >= start + margin && guess <= end - margin ? guess : (start + end) / 2;
}
