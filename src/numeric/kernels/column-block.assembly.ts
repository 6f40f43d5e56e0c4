/**
 * @file Products with a block of neighbouring columns of a sparse matrix. A block holds its entries row by row as runs:
 * run `i` belongs to row `runRows[i]` and ends before entry `runEnds[i]`, and begins where the run before it ends. An entry
 * is a column within the block (uint16) and a value (float32). Dense operands are row-major in double precision, with
 * `outputs` numbers for each row or column; a block's dense operand is small enough to stay in the processor's cache.
 */

/** sums[column] += value · source[row], over the block. */
export function blockTranspose(
  columns: usize,
  values: usize,
  runRows: usize,
  runEnds: usize,
  runs: u32,
  source: usize,
  sums: usize,
  outputs: u32,
): void {
  const stride = (<usize>outputs) << 3;
  let column = columns;
  let value = values;
  for (let run: usize = 0; run < (<usize>runs) << 2; run += 4) {
    const end = values + ((<usize>load<u32>(runEnds + run)) << 2);
    const row = source + <usize>load<u32>(runRows + run) * stride;
    if (outputs == 1) {
      const factor = load<f64>(row);
      for (; value < end; value += 4) {
        const sum = sums + ((<usize>load<u16>(column)) << 3);
        store<f64>(sum, load<f64>(sum) + <f64>load<f32>(value) * factor);
        column += 2;
      }
    } else {
      for (; value < end; value += 4) {
        addScaledDoubles(sums + <usize>load<u16>(column) * stride, row, stride, load<f32>(value));
        column += 2;
      }
    }
  }
}

/** target[row] += value · factors[column], over the block. */
export function blockProduct(
  columns: usize,
  values: usize,
  runRows: usize,
  runEnds: usize,
  runs: u32,
  factors: usize,
  target: usize,
  outputs: u32,
): void {
  const stride = (<usize>outputs) << 3;
  let column = columns;
  let value = values;
  for (let run: usize = 0; run < (<usize>runs) << 2; run += 4) {
    const end = values + ((<usize>load<u32>(runEnds + run)) << 2);
    const row = target + <usize>load<u32>(runRows + run) * stride;
    if (outputs == 1) {
      let sum = load<f64>(row);
      for (; value < end; value += 4) {
        sum += <f64>load<f32>(value) * load<f64>(factors + ((<usize>load<u16>(column)) << 3));
        column += 2;
      }
      store<f64>(row, sum);
    } else {
      for (; value < end; value += 4) {
        addScaledDoubles(row, factors + <usize>load<u16>(column) * stride, stride, load<f32>(value));
        column += 2;
      }
    }
  }
}

/** target += factor · source, over `bytes` of doubles. */
function addScaledDoubles(target: usize, source: usize, bytes: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const end = target + bytes;
  for (; target + 16 <= end; target += 16) {
    v128.store(target, f64x2.add(v128.load(target), f64x2.mul(v128.load(source), factors)));
    source += 16;
  }
  if (target < end) store<f64>(target, load<f64>(target) + load<f64>(source) * factor);
}

/** The largest absolute value of doubles; NaN where one is NaN. */
export function largestDouble(source: usize, count: u32): f64 {
  let largest = f64x2.splat(0);
  const end = source + ((<usize>count) << 3);
  for (; source + 16 <= end; source += 16) largest = f64x2.max(largest, f64x2.abs(v128.load(source)));
  let result = max<f64>(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
  if (source < end) result = max<f64>(result, abs<f64>(load<f64>(source)));
  return result;
}
