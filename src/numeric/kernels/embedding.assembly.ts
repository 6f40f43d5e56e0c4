/**
 * @file Embedding and pooling in one pass: the [batch, tokens, width] tensor between them is never made. Text `r` has
 * the tokens `ids[offsets[r] … offsets[r + 1]]`; the batch is the texts `order[0 … batch]`, or the first ones where
 * `order` is 0. A text without tokens gives zeros.
 */

/** `winners` receives, for each output, the id whose row was largest (the first one of equals), or -1 without tokens. */
export function embeddingMaxPool(
  table: usize,
  width: u32,
  ids: usize,
  offsets: usize,
  order: usize,
  batch: u32,
  pooled: usize,
  winners: usize,
): void {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < batch; position++) {
    const text = textAt(order, position);
    const start = ids + ((<usize>load<i32>(offsets + text)) << 2);
    const end = ids + ((<usize>load<i32>(offsets + text, 4)) << 2);
    if (start == end) {
      memory.fill(pooled, 0, stride);
      memory.fill(winners, 0xff, stride);
    } else {
      let column: usize = 0;
      // 16 columns are one cache line of a row; eight accumulators and their temporaries fit the vector registers.
      for (; column + 64 <= stride; column += 64)
        maxOf16(table + column, stride, start, end, pooled + column, winners + column);
      for (; column + 16 <= stride; column += 16)
        maxOf4(table + column, stride, start, end, pooled + column, winners + column);
      for (; column < stride; column += 4)
        maxOf1(table + column, stride, start, end, pooled + column, winners + column);
    }
    pooled += stride;
    winners += stride;
  }
}

/** The byte offset, into a table of int32, of the text at this position of the batch. */
function textAt(order: usize, position: u32): usize {
  const text = order == 0 ? position : load<u32>(order + ((<usize>position) << 2));
  return (<usize>text) << 2;
}

function maxOf16(table: usize, stride: usize, token: usize, end: usize, pooled: usize, winners: usize): void {
  let id = load<i32>(token);
  let row = table + <usize>id * stride;
  let max0 = v128.load(row);
  let max1 = v128.load(row, 16);
  let max2 = v128.load(row, 32);
  let max3 = v128.load(row, 48);
  let winner0 = i32x4.splat(id);
  let winner1 = winner0;
  let winner2 = winner0;
  let winner3 = winner0;
  for (token += 4; token < end; token += 4) {
    id = load<i32>(token);
    row = table + <usize>id * stride;
    const candidate = i32x4.splat(id);
    const value0 = v128.load(row);
    const value1 = v128.load(row, 16);
    const value2 = v128.load(row, 32);
    const value3 = v128.load(row, 48);
    winner0 = v128.bitselect(candidate, winner0, f32x4.gt(value0, max0));
    winner1 = v128.bitselect(candidate, winner1, f32x4.gt(value1, max1));
    winner2 = v128.bitselect(candidate, winner2, f32x4.gt(value2, max2));
    winner3 = v128.bitselect(candidate, winner3, f32x4.gt(value3, max3));
    max0 = f32x4.pmax(max0, value0);
    max1 = f32x4.pmax(max1, value1);
    max2 = f32x4.pmax(max2, value2);
    max3 = f32x4.pmax(max3, value3);
  }
  v128.store(pooled, max0);
  v128.store(pooled, max1, 16);
  v128.store(pooled, max2, 32);
  v128.store(pooled, max3, 48);
  v128.store(winners, winner0);
  v128.store(winners, winner1, 16);
  v128.store(winners, winner2, 32);
  v128.store(winners, winner3, 48);
}

function maxOf4(table: usize, stride: usize, token: usize, end: usize, pooled: usize, winners: usize): void {
  let id = load<i32>(token);
  let largest = v128.load(table + <usize>id * stride);
  let winner = i32x4.splat(id);
  for (token += 4; token < end; token += 4) {
    id = load<i32>(token);
    const value = v128.load(table + <usize>id * stride);
    winner = v128.bitselect(i32x4.splat(id), winner, f32x4.gt(value, largest));
    largest = f32x4.pmax(largest, value);
  }
  v128.store(pooled, largest);
  v128.store(winners, winner);
}

function maxOf1(table: usize, stride: usize, token: usize, end: usize, pooled: usize, winners: usize): void {
  let winner = load<i32>(token);
  let largest = load<f32>(table + <usize>winner * stride);
  for (token += 4; token < end; token += 4) {
    const id = load<i32>(token);
    const value = load<f32>(table + <usize>id * stride);
    if (value > largest) {
      largest = value;
      winner = id;
    }
  }
  store<f32>(pooled, largest);
  store<i32>(winners, winner);
}

/** The mean of the tokens' rows: summed in the order of the text, then multiplied by the inverse of their number. */
export function embeddingMeanPool(
  table: usize,
  width: u32,
  ids: usize,
  offsets: usize,
  order: usize,
  batch: u32,
  pooled: usize,
): void {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < batch; position++) {
    const text = textAt(order, position);
    const start = ids + ((<usize>load<i32>(offsets + text)) << 2);
    const end = ids + ((<usize>load<i32>(offsets + text, 4)) << 2);
    const share: f32 = start == end ? 0 : 1 / <f32>((end - start) >> 2);
    let column: usize = 0;
    for (; column + 64 <= stride; column += 64) meanOf16(table + column, stride, start, end, share, pooled + column);
    for (; column < stride; column += 4) meanOf1(table + column, stride, start, end, share, pooled + column);
    pooled += stride;
  }
}

function meanOf16(table: usize, stride: usize, token: usize, end: usize, share: f32, pooled: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (; token < end; token += 4) {
    const row = table + <usize>load<i32>(token) * stride;
    sum0 = f32x4.add(sum0, v128.load(row));
    sum1 = f32x4.add(sum1, v128.load(row, 16));
    sum2 = f32x4.add(sum2, v128.load(row, 32));
    sum3 = f32x4.add(sum3, v128.load(row, 48));
  }
  const shares = f32x4.splat(share);
  v128.store(pooled, f32x4.mul(sum0, shares));
  v128.store(pooled, f32x4.mul(sum1, shares), 16);
  v128.store(pooled, f32x4.mul(sum2, shares), 32);
  v128.store(pooled, f32x4.mul(sum3, shares), 48);
}

function meanOf1(table: usize, stride: usize, token: usize, end: usize, share: f32, pooled: usize): void {
  let sum: f32 = 0;
  for (; token < end; token += 4) sum += load<f32>(table + <usize>load<i32>(token) * stride);
  store<f32>(pooled, sum * share);
}
