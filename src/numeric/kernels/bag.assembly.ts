/**
 * @file Stochastic gradient descent, one text at a time, on an embedding that is averaged over a text's ids, with a dense
 * layer behind it (Joulin et al. 2016). Threads may run it on the same tables at once without locks (Niu et al. 2011):
 * now and then an update is lost, which does no harm, but the result depends on who was faster. Rows of `table` and of
 * `output` are `stride` bytes long, a multiple of 16; what is behind the width stays zero.
 */
import { exponential, logarithm } from "./exponential.assembly";

/**
 * One step for each text. Text `t` has the ids `ids[offsets[t] … offsets[t + 1]]` and the labels
 * `labelIds[labelOffsets[t] … labelOffsets[t + 1]]`. `oneVsAll` 0: softmax, and the text's first label is the target;
 * 1: a sigmoid for each label. The rate falls by `rateStep` after each text. `labelWeights` multiply the rate, or
 * are 0: for softmax [labels], for sigmoids [labels, 2], of a text without and with the label. `scratch` holds two rows and `labels` numbers. Gives the sum of the weighted losses.
 */
export function bagSteps(
  table: usize,
  output: usize,
  stride: usize,
  labels: u32,
  oneVsAll: u32,
  ids: usize,
  offsets: usize,
  labelOffsets: usize,
  labelIds: usize,
  labelWeights: usize,
  texts: u32,
  rate: f32,
  rateStep: f32,
  scratch: usize,
): f64 {
  const hidden = scratch;
  const gradient = scratch + stride;
  const scores = gradient + stride;
  let loss: f64 = 0;
  for (let text: usize = 0; text < (<usize>texts) << 2; text += 4, rate -= rateStep) {
    const start = ids + ((<usize>load<u32>(offsets + text)) << 2);
    const end = ids + ((<usize>load<u32>(offsets + text, 4)) << 2);
    const first = labelIds + ((<usize>load<u32>(labelOffsets + text)) << 2);
    const last = labelIds + ((<usize>load<u32>(labelOffsets + text, 4)) << 2);
    if (start == end || (first == last && oneVsAll == 0)) continue;
    const share: f32 = 1 / <f32>((end - start) >> 2);
    meanOfRows(table, stride, start, end, share, hidden);
    memory.fill(gradient, 0, stride);
    loss +=
      oneVsAll == 0
        ? softmaxStep(output, stride, labels, load<u32>(first), labelWeights, rate, hidden, gradient, scores)
        : sigmoidSteps(output, stride, labels, first, last, labelWeights, rate, hidden, gradient);
    addToRows(table, stride, start, end, share, gradient);
  }
  return loss;
}

/** The probabilities or, for `oneVsAll`, the sigmoids of texts: `scores` [texts, labels]. Nothing is learnt. */
export function bagScores(
  table: usize,
  output: usize,
  stride: usize,
  labels: u32,
  ids: usize,
  offsets: usize,
  texts: u32,
  scratch: usize,
  scores: usize,
): void {
  for (let text: usize = 0; text < (<usize>texts) << 2; text += 4) {
    const start = ids + ((<usize>load<u32>(offsets + text)) << 2);
    const end = ids + ((<usize>load<u32>(offsets + text, 4)) << 2);
    if (start == end) memory.fill(scratch, 0, stride);
    else meanOfRows(table, stride, start, end, 1 / <f32>((end - start) >> 2), scratch);
    for (let label: u32 = 0; label < labels; label++) {
      store<f32>(scores, dot(output + <usize>label * stride, scratch, stride));
      scores += 4;
    }
  }
}

function meanOfRows(table: usize, stride: usize, start: usize, end: usize, share: f32, target: usize): void {
  let column: usize = 0;
  for (; column + 64 <= stride; column += 64) meanOf16(table + column, stride, start, end, share, target + column);
  const rest = stride - column;
  if (rest == 48) meanOf12(table + column, stride, start, end, share, target + column);
  else for (; column < stride; column += 16) meanOf4(table + column, stride, start, end, share, target + column);
}

function meanOf16(table: usize, stride: usize, at: usize, end: usize, share: f32, target: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (; at < end; at += 4) {
    const row = table + <usize>load<u32>(at) * stride;
    sum0 = f32x4.add(sum0, v128.load(row));
    sum1 = f32x4.add(sum1, v128.load(row, 16));
    sum2 = f32x4.add(sum2, v128.load(row, 32));
    sum3 = f32x4.add(sum3, v128.load(row, 48));
  }
  const shares = f32x4.splat(share);
  v128.store(target, f32x4.mul(sum0, shares));
  v128.store(target, f32x4.mul(sum1, shares), 16);
  v128.store(target, f32x4.mul(sum2, shares), 32);
  v128.store(target, f32x4.mul(sum3, shares), 48);
}

function meanOf12(table: usize, stride: usize, at: usize, end: usize, share: f32, target: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  for (; at < end; at += 4) {
    const row = table + <usize>load<u32>(at) * stride;
    sum0 = f32x4.add(sum0, v128.load(row));
    sum1 = f32x4.add(sum1, v128.load(row, 16));
    sum2 = f32x4.add(sum2, v128.load(row, 32));
  }
  const shares = f32x4.splat(share);
  v128.store(target, f32x4.mul(sum0, shares));
  v128.store(target, f32x4.mul(sum1, shares), 16);
  v128.store(target, f32x4.mul(sum2, shares), 32);
}

function meanOf4(table: usize, stride: usize, at: usize, end: usize, share: f32, target: usize): void {
  let sum = f32x4.splat(0);
  for (; at < end; at += 4) sum = f32x4.add(sum, v128.load(table + <usize>load<u32>(at) * stride));
  v128.store(target, f32x4.mul(sum, f32x4.splat(share)));
}

/** Row `ids[i]` += share · gradient, for each id. */
function addToRows(table: usize, stride: usize, at: usize, end: usize, share: f32, gradient: usize): void {
  const shares = f32x4.splat(share);
  for (let column: usize = 0; column < stride; column += 16) {
    v128.store(gradient + column, f32x4.mul(v128.load(gradient + column), shares));
  }
  if (stride == 48) {
    const change0 = v128.load(gradient);
    const change1 = v128.load(gradient, 16);
    const change2 = v128.load(gradient, 32);
    for (; at < end; at += 4) {
      const row = table + <usize>load<u32>(at) * stride;
      v128.store(row, f32x4.add(v128.load(row), change0));
      v128.store(row, f32x4.add(v128.load(row, 16), change1), 16);
      v128.store(row, f32x4.add(v128.load(row, 32), change2), 32);
    }
    return;
  }
  for (; at < end; at += 4) {
    const row = table + <usize>load<u32>(at) * stride;
    for (let column: usize = 0; column < stride; column += 16)
      v128.store(row + column, f32x4.add(v128.load(row + column), v128.load(gradient + column)));
  }
}

function dot(left: usize, right: usize, stride: usize): f32 {
  let sums = f32x4.splat(0);
  for (let column: usize = 0; column < stride; column += 16)
    sums = f32x4.add(sums, f32x4.mul(v128.load(left + column), v128.load(right + column)));
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}

/** gradient += factor · row, then row += factor · hidden. */
function updateLabel(row: usize, hidden: usize, gradient: usize, stride: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let column: usize = 0; column < stride; column += 16) {
    const weights = v128.load(row + column);
    v128.store(gradient + column, f32x4.add(v128.load(gradient + column), f32x4.mul(weights, factors)));
    v128.store(row + column, f32x4.add(weights, f32x4.mul(v128.load(hidden + column), factors)));
  }
}

function softmaxStep(
  output: usize,
  stride: usize,
  labels: u32,
  target: u32,
  labelWeights: usize,
  rate: f32,
  hidden: usize,
  gradient: usize,
  scores: usize,
): f64 {
  let highest = -f32.MAX_VALUE;
  for (let label: usize = 0; label < labels; label++) {
    const score = dot(output + label * stride, hidden, stride);
    store<f32>(scores + (label << 2), score);
    highest = max<f32>(highest, score);
  }
  const targetScore = load<f32>(scores + ((<usize>target) << 2));
  let total: f32 = 0;
  for (let label: usize = 0; label < labels; label++) {
    const power = exponential(load<f32>(scores + (label << 2)) - highest);
    store<f32>(scores + (label << 2), power);
    total += power;
  }
  const weight: f32 = labelWeights == 0 ? 1 : load<f32>(labelWeights + ((<usize>target) << 2));
  const scale = rate * weight;
  for (let label: usize = 0; label < labels; label++) {
    const wanted: f32 = label == <usize>target ? 1 : 0;
    const factor = scale * (wanted - load<f32>(scores + (label << 2)) / total);
    updateLabel(output + label * stride, hidden, gradient, stride, factor);
  }
  return <f64>weight * (<f64>logarithm(total) + <f64>(highest - targetScore));
}

function sigmoidSteps(
  output: usize,
  stride: usize,
  labels: u32,
  first: usize,
  last: usize,
  labelWeights: usize,
  rate: f32,
  hidden: usize,
  gradient: usize,
): f64 {
  let loss: f64 = 0;
  for (let label: u32 = 0; label < labels; label++) {
    let wanted: f32 = 0;
    for (let at = first; at < last; at += 4) if (load<u32>(at) == label) wanted = 1;
    const row = output + <usize>label * stride;
    const score = dot(row, hidden, stride);
    const weight: f32 = labelWeights == 0 ? 1 : load<f32>(labelWeights + ((<usize>(label * 2 + <u32>wanted)) << 2));
    const power = exponential(-abs<f32>(score));
    const probability: f32 = score >= 0 ? 1 / (1 + power) : power / (1 + power);
    updateLabel(row, hidden, gradient, stride, rate * weight * (wanted - probability));
    loss += <f64>weight * (<f64>(max<f32>(score, 0) - score * wanted) + <f64>logarithm(1 + power));
  }
  return loss;
}

/**
 * Rows uniform over [-limit, limit] in their first `width` numbers, each element from the seed and its place alone, so
 * that threads may share the rows in any way: the finalising mix of MurmurHash3 over a Weyl sequence.
 */
export function bagFill(
  table: usize,
  stride: usize,
  width: u32,
  firstRow: u32,
  rows: u32,
  seed: u32,
  limit: f32,
): void {
  for (let row = firstRow; row < firstRow + rows; row++) {
    const target = table + <usize>row * stride;
    for (let column: u32 = 0; column < width; column++) {
      let mixed = (row * width + column) * 0x9e3779b9 + seed;
      mixed = (mixed ^ (mixed >> 16)) * 0x85ebca6b;
      mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
      mixed ^= mixed >> 16;
      store<f32>(target + ((<usize>column) << 2), (<f32>(mixed >> 8) * (1.0 / 8388608) - 1) * limit);
    }
  }
}
