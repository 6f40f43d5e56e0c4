/** @file An interval for a share (Wilson 1927). */

/** The interval of `hits` among `trials` at `z` standard deviations; [0, 1] without trials. */
export function wilsonInterval(hits: number, trials: number, z = 1.96): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const share = hits / trials;
  const squared = (z * z) / trials;
  const centre = (share + squared / 2) / (1 + squared);
  const half = (z * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials))) / (1 + squared);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
