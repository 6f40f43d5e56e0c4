/**
 * @file Log-probabilities as the tokenizers package reads them from a file: all digits as one whole number, divided by a power
 * of ten, each rounded. What has 17 digits may come out one bit off, which decides between ways to cut that are equally likely.
 */

/** The number that the package has for a score, where the file has the shortest digits that tell it from others. */
export function scoreAsRead(score: number): number {
  const [, whole, fraction = "", power = "0"] = /^(-?\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(String(score)) ?? [];
  if (whole === undefined) return score;
  const exponent = Number(power) - fraction.length;
  const digits = Number(whole + fraction);
  return exponent < 0 ? digits / Number(`1e${-exponent}`) : digits * Number(`1e${exponent}`);
}

/** The nearest score that every reader gets the same from its digits. */
export function scoreToWrite(score: number): number {
  return Number(score.toPrecision(15));
}
