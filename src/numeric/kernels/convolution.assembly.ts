/**
 * @file Filters over neighbouring tokens and their largest answers. A filter's answer to a window is a sum over the
 * window's tokens, so that it is enough to multiply each token of a batch once, however often it occurs: `product`
 * [tokens, size · filters] holds, for each place of the window, each filter's part of that token. The gradient goes back
 * to the window that won and to nothing else. Filters come in multiples of 8.
 */

/** Filters' weights [columns, width] to panels of eight columns: [columns / 8, width, 8]. */
export function packColumns(weights: usize, columns: u32, width: u32, packed: usize): void {
  const stride = (<usize>width) << 2;
  for (let panel: u32 = 0; panel < columns; panel += 8) {
    for (let row: usize = 0; row < stride; row += 4) {
      for (let column: usize = 0; column < 8; column++)
        store<f32>(packed + (column << 2), load<f32>(weights + column * stride + row));
      packed += 32;
    }
    weights += stride << 3;
  }
}

/** product [count, columns] = rows [count, width] · the packed columns. */
export function multiplyPacked(rows: usize, count: u32, width: u32, packed: usize, columns: u32, product: usize): void {
  const stride = (<usize>width) << 2;
  const productStride = (<usize>columns) << 2;
  const panelBytes = stride << 3;
  // Rows that stay in the second-level cache while all panels go over them.
  for (let first: u32 = 0; first < count; first += 128) {
    const end = min<u32>(count, first + 128);
    let panel = packed;
    for (let column: usize = 0; column < productStride; column += 32) {
      let row = first;
      let source = rows + <usize>first * stride;
      let target = product + <usize>first * productStride + column;
      for (; row + 4 <= end; row += 4) {
        fourRows(source, stride, panel, target, productStride);
        source += stride << 2;
        target += productStride << 2;
      }
      for (; row < end; row++) {
        oneRow(source, stride, panel, target);
        source += stride;
        target += productStride;
      }
      panel += panelBytes;
    }
  }
}

function fourRows(source: usize, stride: usize, panel: usize, target: usize, targetStride: usize): void {
  let sum00 = f32x4.splat(0);
  let sum01 = sum00;
  let sum10 = sum00;
  let sum11 = sum00;
  let sum20 = sum00;
  let sum21 = sum00;
  let sum30 = sum00;
  let sum31 = sum00;
  const second = source + stride;
  const third = second + stride;
  const fourth = third + stride;
  for (let at: usize = 0; at < stride; at += 4) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
    panel += 32;
    let value = v128.load32_splat(source + at);
    sum00 = f32x4.relaxed_madd(value, left, sum00);
    sum01 = f32x4.relaxed_madd(value, right, sum01);
    value = v128.load32_splat(second + at);
    sum10 = f32x4.relaxed_madd(value, left, sum10);
    sum11 = f32x4.relaxed_madd(value, right, sum11);
    value = v128.load32_splat(third + at);
    sum20 = f32x4.relaxed_madd(value, left, sum20);
    sum21 = f32x4.relaxed_madd(value, right, sum21);
    value = v128.load32_splat(fourth + at);
    sum30 = f32x4.relaxed_madd(value, left, sum30);
    sum31 = f32x4.relaxed_madd(value, right, sum31);
  }
  v128.store(target, sum00);
  v128.store(target, sum01, 16);
  target += targetStride;
  v128.store(target, sum10);
  v128.store(target, sum11, 16);
  target += targetStride;
  v128.store(target, sum20);
  v128.store(target, sum21, 16);
  target += targetStride;
  v128.store(target, sum30);
  v128.store(target, sum31, 16);
}

function oneRow(source: usize, stride: usize, panel: usize, target: usize): void {
  let left = f32x4.splat(0);
  let right = left;
  for (let at: usize = 0; at < stride; at += 4) {
    const value = v128.load32_splat(source + at);
    left = f32x4.relaxed_madd(value, v128.load(panel), left);
    right = f32x4.relaxed_madd(value, v128.load(panel, 16), right);
    panel += 32;
  }
  v128.store(target, left);
  v128.store(target, right, 16);
}

/**
 * Each filter's largest answer over the windows that start at a token of the text, in `largest` [texts, stride], and the
 * token of the text where that window starts, the first of equals, in `winners`. Beyond the text's end stand zeros. A
 * text without tokens gives 0 and -1.
 */
export function convolveMax(
  product: usize,
  filters: u32,
  size: u32,
  tokens: usize,
  offsets: usize,
  texts: u32,
  largest: usize,
  winners: usize,
  stride: u32,
): void {
  const placeBytes = (<usize>filters) << 2;
  const rowBytes = placeBytes * <usize>size;
  const windowBytes = (<usize>size) << 2;
  for (let text: u32 = 0; text < texts; text++) {
    const start = tokens + ((<usize>load<i32>(offsets)) << 2);
    const end = tokens + ((<usize>load<i32>(offsets, 4)) << 2);
    offsets += 4;
    if (start == end) {
      memory.fill(largest, 0, placeBytes);
      memory.fill(winners, 0xff, placeBytes);
    } else {
      for (let column: usize = 0; column < placeBytes; column += 32) {
        let most0 = f32x4.splat(-Infinity);
        let most1 = most0;
        let winner0 = i32x4.splat(0);
        let winner1 = winner0;
        for (let token = start; token < end; token += 4) {
          const last = min<usize>(token + windowBytes, end);
          let place = product + column;
          let sum0 = f32x4.splat(0);
          let sum1 = sum0;
          for (let seen = token; seen < last; seen += 4) {
            const part = place + <usize>load<u32>(seen) * rowBytes;
            sum0 = f32x4.add(sum0, v128.load(part));
            sum1 = f32x4.add(sum1, v128.load(part, 16));
            place += placeBytes;
          }
          const candidate = i32x4.splat(<i32>((token - start) >> 2));
          winner0 = v128.bitselect(candidate, winner0, f32x4.gt(sum0, most0));
          winner1 = v128.bitselect(candidate, winner1, f32x4.gt(sum1, most1));
          most0 = f32x4.pmax(most0, sum0);
          most1 = f32x4.pmax(most1, sum1);
        }
        v128.store(largest + column, most0);
        v128.store(largest + column, most1, 16);
        v128.store(winners + column, winner0);
        v128.store(winners + column, winner1, 16);
      }
    }
    largest += (<usize>stride) << 2;
    winners += (<usize>stride) << 2;
  }
}

/**
 * The other way round: adds `gradient` [texts, stride] by the largest answers to the gradients by the filters' weights
 * [size · filters, width] and by the rows [tokens, width].
 */
export function convolveMaxBackward(
  rows: usize,
  width: u32,
  weights: usize,
  filters: u32,
  size: u32,
  tokens: usize,
  offsets: usize,
  texts: u32,
  gradient: usize,
  winners: usize,
  stride: u32,
  weightGradient: usize,
  rowGradient: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  for (let text: u32 = 0; text < texts; text++) {
    const start = tokens + ((<usize>load<i32>(offsets)) << 2);
    const end = tokens + ((<usize>load<i32>(offsets, 4)) << 2);
    offsets += 4;
    for (let filter: u32 = 0; filter < filters; filter++) {
      const slope = load<f32>(gradient + ((<usize>filter) << 2));
      if (slope == 0) continue;
      let seen = start + ((<usize>load<i32>(winners + ((<usize>filter) << 2))) << 2);
      const last = min<usize>(seen + ((<usize>size) << 2), end);
      let column = <usize>filter * rowBytes;
      for (; seen < last; seen += 4) {
        const row = <usize>load<u32>(seen) * rowBytes;
        addBoth(rows + row, weights + column, weightGradient + column, rowGradient + row, rowBytes, slope);
        column += <usize>filters * rowBytes;
      }
    }
    gradient += (<usize>stride) << 2;
    winners += (<usize>stride) << 2;
  }
}

/** weightGradient += slope · row; rowGradient += slope · weight */
function addBoth(row: usize, weight: usize, weightGradient: usize, rowGradient: usize, bytes: usize, slope: f32): void {
  const slopes = f32x4.splat(slope);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    v128.store(weightGradient + at, f32x4.relaxed_madd(slopes, v128.load(row + at), v128.load(weightGradient + at)));
    v128.store(rowGradient + at, f32x4.relaxed_madd(slopes, v128.load(weight + at), v128.load(rowGradient + at)));
  }
  for (; at < bytes; at += 4) {
    store<f32>(weightGradient + at, load<f32>(weightGradient + at) + slope * load<f32>(row + at));
    store<f32>(rowGradient + at, load<f32>(rowGradient + at) + slope * load<f32>(weight + at));
  }
}
