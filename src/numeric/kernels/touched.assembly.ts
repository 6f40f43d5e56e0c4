/**
 * @file Gradients that touch few rows of a table. `values` is as large as the table and zero except in touched rows;
 * `marks` has one byte a row, 1 where touched; `list` names the touched rows in the order of their first touch.
 * Functions that may touch more rows take how many there are and return how many there are then.
 */

/** Adds `factor · source` to a row. */
function addToRow(target: usize, source: usize, stride: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  const end = target + stride;
  for (; target + 16 <= end; target += 16) {
    v128.store(target, f32x4.add(v128.load(target), f32x4.mul(v128.load(source), factors)));
    source += 16;
  }
  for (; target < end; target += 4) {
    store<f32>(target, load<f32>(target) + load<f32>(source) * factor);
    source += 4;
  }
}

/** The row that an int32 list names at this position. */
export function rowAt(list: usize, position: u32): usize {
  return load<u32>(list + ((<usize>position) << 2));
}

/** Marks a row and gives how many are touched. */
function touch(marks: usize, list: usize, touched: u32, row: usize): u32 {
  if (load<u8>(marks + row) != 0) return touched;
  store<u8>(marks + row, 1);
  store<u32>(list + ((<usize>touched) << 2), <u32>row);
  return touched + 1;
}

/** Row `ids[i]` += row `i` of `source` [count, width]. */
export function scatterRows(
  values: usize,
  marks: usize,
  list: usize,
  touched: u32,
  width: u32,
  source: usize,
  ids: usize,
  count: u32,
): u32 {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < count; position++) {
    const row = rowAt(ids, position);
    touched = touch(marks, list, touched, row);
    addToRow(values + row * stride, source, stride, 1);
    source += stride;
  }
  return touched;
}

/**
 * The gradient of max pooling: element (winners[b, j], j) += source[b, j]. Rows are single elements here:
 * row `id · width + j` of a table of one column.
 */
export function scatterWinners(
  values: usize,
  marks: usize,
  list: usize,
  touched: u32,
  width: u32,
  source: usize,
  winners: usize,
  batch: u32,
): u32 {
  for (let position: u32 = 0; position < batch; position++) {
    for (let column: u32 = 0; column < width; column++) {
      const id = load<i32>(winners);
      if (id >= 0) {
        const element: usize = <u32>id * width + column;
        touched = touch(marks, list, touched, element);
        const target = values + (element << 2);
        store<f32>(target, load<f32>(target) + load<f32>(source));
      }
      source += 4;
      winners += 4;
    }
  }
  return touched;
}

/** The gradient of mean pooling: each token's row += source[b] / tokens of b. */
export function scatterMeans(
  values: usize,
  marks: usize,
  list: usize,
  touched: u32,
  width: u32,
  source: usize,
  ids: usize,
  offsets: usize,
  order: usize,
  batch: u32,
): u32 {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < batch; position++) {
    const text = (<usize>(order == 0 ? position : load<u32>(order + ((<usize>position) << 2)))) << 2;
    const start = ids + ((<usize>load<i32>(offsets + text)) << 2);
    const end = ids + ((<usize>load<i32>(offsets + text, 4)) << 2);
    const share: f32 = 1 / <f32>((end - start) >> 2);
    for (let token = start; token < end; token += 4) {
      const row: usize = load<u32>(token);
      touched = touch(marks, list, touched, row);
      addToRow(values + row * stride, source, stride, share);
    }
    source += stride;
  }
  return touched;
}

/** Zeroes the touched rows and their marks. */
export function zeroRows(values: usize, marks: usize, list: usize, touched: u32, width: u32): void {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < touched; position++) {
    const row = rowAt(list, position);
    store<u8>(marks + row, 0);
    if (width == 1) store<f32>(values + (row << 2), 0);
    else memory.fill(values + row * stride, 0, stride);
  }
}

export function sumOfSquaresOfRows(values: usize, list: usize, touched: u32, width: u32): f64 {
  const stride = (<usize>width) << 2;
  let sum: f64 = 0;
  for (let position: u32 = 0; position < touched; position++) {
    const row = values + rowAt(list, position) * stride;
    for (let element = row; element < row + stride; element += 4) {
      const value: f64 = load<f32>(element);
      sum += value * value;
    }
  }
  return sum;
}

/** Limits each touched element to [-limit, limit]. */
export function clampRows(values: usize, list: usize, touched: u32, width: u32, limit: f32): void {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < touched; position++) {
    const row = values + rowAt(list, position) * stride;
    for (let element = row; element < row + stride; element += 4)
      store<f32>(element, max<f32>(min<f32>(load<f32>(element), limit), -limit));
  }
}
