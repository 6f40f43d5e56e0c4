/** @file Fewer points for a curve that looks the same. */

type Point = readonly [x: number, y: number];

/** At most `most` points (3 or more) of a curve in the unit square: both ends, and others about equally far apart. */
export function thinCurve(points: readonly Point[], most: number): Point[] {
  let spacing = 2 / (most - 2);
  for (;;) {
    const kept = keepApart(points, spacing);
    if (kept.length <= most) return kept;
    spacing *= 1.25;
  }
}

function keepApart(points: readonly Point[], spacing: number): Point[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  let [x, y] = points[0]!;
  const kept: Point[] = [points[0]!];
  for (const point of points.slice(1, -1)) {
    if (Math.max(Math.abs(point[0] - x), Math.abs(point[1] - y)) < spacing) continue;
    [x, y] = point;
    kept.push(point);
  }
  if (points.length > 1) kept.push(last);
  return kept.map(([left, top]) => [round(left), round(top)]);
}

/** Curves are for the eye: four digits keep the report small. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
