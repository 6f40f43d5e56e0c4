/** @file How far values lie from the middle of many, by figures that outliers hardly move. */

/** The middle and the spread. */
export interface RobustScale {
  readonly median: number;
  /** The median absolute deviation times 1.4826: the standard deviation where values are normal. */
  readonly deviation: number;
}

/** The scale of values (Iglewicz & Hoaglin 1993); 0 each for none. */
export function robustScale(values: Float64Array): RobustScale {
  if (values.length === 0) return { median: 0, deviation: 0 };
  const middle = (sorted: Float64Array) => {
    const half = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  };
  const median = middle(values.toSorted());
  return { median, deviation: 1.4826 * middle(values.map((value) => Math.abs(value - median)).toSorted()) };
}
