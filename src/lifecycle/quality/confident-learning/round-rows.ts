/** @file Rounds counts so that sums stay what they are. */

/** Each row of a square matrix in whole numbers with the row's rounded sum; what was rounded furthest is corrected first. */
export function roundRows(matrix: Float64Array, size: number): Int32Array {
  const rounded = new Int32Array(matrix.length);
  for (let start = 0; start < matrix.length; start += size) {
    const row = matrix.subarray(start, start + size);
    const own = rounded.subarray(start, start + size);
    let missing = halfToEven(row.reduce((sum, value) => sum + value, 0));
    for (const [at, value] of row.entries()) {
      own[at] = halfToEven(value);
      missing -= own[at]!;
    }
    while (missing !== 0) {
      const step = Math.sign(missing);
      const excess = (at: number) => step * (row[at]! - own[at]!);
      // Among ties the last is raised first and the first is lowered first, as NumPy's sorting has it.
      const order = [...row.keys()].sort((left, right) => excess(right) - excess(left) || step * (right - left));
      for (const at of order.slice(0, Math.abs(missing))) own[at]! += step;
      missing -= step * Math.min(Math.abs(missing), size);
    }
  }
  return rounded;
}

/** NumPy's rounding. */
function halfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
