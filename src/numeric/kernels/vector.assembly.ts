/** @file Single-precision vectors. Pointers are byte addresses in linear memory; counts are numbers of elements. */

export function zero(target: usize, count: u32): void {
  memory.fill(target, 0, (<usize>count) << 2);
}

export function scale(target: usize, count: u32, factor: f32): void {
  const factors = f32x4.splat(factor);
  const end = target + ((<usize>count) << 2);
  for (; target + 16 <= end; target += 16) v128.store(target, f32x4.mul(v128.load(target), factors));
  for (; target < end; target += 4) store<f32>(target, load<f32>(target) * factor);
}

/** target += factor · source */
export function addScaled(target: usize, source: usize, count: u32, factor: f32): void {
  const factors = f32x4.splat(factor);
  const end = target + ((<usize>count) << 2);
  for (; target + 16 <= end; target += 16) {
    v128.store(target, f32x4.add(v128.load(target), f32x4.mul(v128.load(source), factors)));
    source += 16;
  }
  for (; target < end; target += 4) {
    store<f32>(target, load<f32>(target) + load<f32>(source) * factor);
    source += 4;
  }
}

/** Limits each element to [-limit, limit]; NaN stays NaN. */
export function clamp(target: usize, count: u32, limit: f32): void {
  const highest = f32x4.splat(limit);
  const lowest = f32x4.splat(-limit);
  const end = target + ((<usize>count) << 2);
  for (; target + 16 <= end; target += 16) v128.store(target, f32x4.max(f32x4.min(v128.load(target), highest), lowest));
  for (; target < end; target += 4) store<f32>(target, max<f32>(min<f32>(load<f32>(target), limit), -limit));
}

/** Squares are added in double precision, in four lanes, so that a long vector loses nothing. */
export function sumOfSquares(source: usize, count: u32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = source + ((<usize>count) << 2);
  for (; source + 16 <= end; source += 16) {
    const four = v128.load(source);
    const first = f64x2.promote_low_f32x4(four);
    const second = f64x2.promote_low_f32x4(v128.shuffle<u64>(four, four, 1, 0));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const lanes = f64x2.add(low, high);
  let sum = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  for (; source < end; source += 4) {
    const value: f64 = load<f32>(source);
    sum += value * value;
  }
  return sum;
}
