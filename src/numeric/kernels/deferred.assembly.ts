/**
 * @file Adam's steps of table rows whose gradient was zero, made up for when a row is needed. `moved` holds, for each
 * row, the steps it has made; `stepSizes` and `inverseRoots` hold those of step 1, 2, … at index 0, 1, …
 */
import { adam } from "./step.assembly";

/** A mean this many times smaller than the root of the variance no longer moves a weight: it becomes 0. */
const NEGLIGIBLE: f32 = 9.5367431640625e-7; // 2⁻²⁰

/** Brings the rows that `ids` names (the first `count` rows where `ids` is 0) to step `target`. */
export function adamCatchUp(
  table: usize,
  mean: usize,
  variance: usize,
  moved: usize,
  ids: usize,
  count: u32,
  width: u32,
  target: u32,
  stepSizes: usize,
  inverseRoots: usize,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < count; position++) {
    const row = ids == 0 ? position : load<u32>(ids + ((<usize>position) << 2));
    const done = load<u32>(moved + ((<usize>row) << 2));
    if (done == target) continue;
    store<u32>(moved + ((<usize>row) << 2), target);
    const start = <usize>row * stride;
    const first = stepSizes + ((<usize>done) << 2);
    const end = stepSizes + ((<usize>target) << 2);
    const toRoots = inverseRoots - stepSizes;
    let column: usize = 0;
    for (; column + 64 <= stride; column += 64) {
      const at = start + column;
      for (let vector: usize = at; vector < at + 64; vector += 16)
        move4(table + vector, mean + vector, variance + vector, first, end, toRoots, beta1, beta2, epsilon);
      decay16(variance + at, target - done, beta2);
    }
    for (; column + 16 <= stride; column += 16) {
      const at = start + column;
      move4(table + at, mean + at, variance + at, first, end, toRoots, beta1, beta2, epsilon);
      decay4(variance + at, target - done, beta2);
    }
    for (; column < stride; column += 4) {
      const at = start + column;
      catchUp1(table + at, mean + at, variance + at, first, end, toRoots, beta1, beta2, epsilon);
    }
  }
}

/** Moves four weights and their means, as long as one of those is not 0; the variances stay for `decay`. */
function move4(
  parameter: usize,
  mean: usize,
  variance: usize,
  step: usize,
  end: usize,
  toRoots: usize,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  let means = v128.load(mean);
  if (!v128.any_true(means)) return;
  const betas1 = f32x4.splat(beta1);
  const betas2 = f32x4.splat(beta2);
  const epsilons = f32x4.splat(epsilon);
  const negligible = f32x4.splat(NEGLIGIBLE);
  let variances = v128.load(variance);
  let values = v128.load(parameter);
  for (; step < end && v128.any_true(means); step += 4) {
    means = f32x4.mul(means, betas1);
    variances = f32x4.mul(variances, betas2);
    const roots = f32x4.sqrt(variances);
    const denominators = f32x4.add(f32x4.mul(roots, v128.load32_splat(step + toRoots)), epsilons);
    values = f32x4.sub(values, f32x4.div(f32x4.mul(v128.load32_splat(step), means), denominators));
    means = v128.and(means, f32x4.gt(f32x4.abs(means), f32x4.mul(roots, negligible)));
  }
  v128.store(parameter, values);
  v128.store(mean, means);
}

/** Multiplies variances by beta2, `steps` times: a power would give other bits. Four chains hide each other's delay. */
function decay16(variance: usize, steps: u32, beta2: f32): void {
  let variances0 = v128.load(variance);
  let variances1 = v128.load(variance, 16);
  let variances2 = v128.load(variance, 32);
  let variances3 = v128.load(variance, 48);
  const some = v128.or(v128.or(variances0, variances1), v128.or(variances2, variances3));
  if (!v128.any_true(some)) return;
  const betas2 = f32x4.splat(beta2);
  for (; steps > 0; steps--) {
    variances0 = f32x4.mul(variances0, betas2);
    variances1 = f32x4.mul(variances1, betas2);
    variances2 = f32x4.mul(variances2, betas2);
    variances3 = f32x4.mul(variances3, betas2);
  }
  v128.store(variance, variances0);
  v128.store(variance, variances1, 16);
  v128.store(variance, variances2, 32);
  v128.store(variance, variances3, 48);
}

function decay4(variance: usize, steps: u32, beta2: f32): void {
  let variances = v128.load(variance);
  const betas2 = f32x4.splat(beta2);
  for (; steps > 0; steps--) variances = f32x4.mul(variances, betas2);
  v128.store(variance, variances);
}

function catchUp1(
  parameter: usize,
  mean: usize,
  variance: usize,
  step: usize,
  end: usize,
  toRoots: usize,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  let value = load<f32>(parameter);
  let first = load<f32>(mean);
  let second = load<f32>(variance);
  for (; step < end; step += 4) {
    first *= beta1;
    second *= beta2;
    const root = sqrt<f32>(second);
    value -= (load<f32>(step) * first) / (root * load<f32>(step + toRoots) + epsilon);
    if (!(abs<f32>(first) > root * NEGLIGIBLE)) first = 0;
  }
  store<f32>(parameter, value);
  store<f32>(mean, first);
  store<f32>(variance, second);
}

/**
 * The step `target` of the rows in which a gradient was touched, which must have made the one before. An entry of `list`
 * names a row, or an element where `listWidth` is 1.
 */
export function adamDeferredStep(
  table: usize,
  gradient: usize,
  mean: usize,
  variance: usize,
  moved: usize,
  list: usize,
  touched: u32,
  listWidth: u32,
  width: u32,
  target: u32,
  stepSize: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  inverseRoot: f32,
  epsilon: f32,
  gradientScale: f32,
): void {
  const perRow: u32 = width / listWidth;
  for (let position: u32 = 0; position < touched; position++) {
    const row = load<u32>(list + ((<usize>position) << 2)) / perRow;
    const steps = moved + ((<usize>row) << 2);
    if (load<u32>(steps) == target) continue;
    store<u32>(steps, target);
    const at = (<usize>row * width) << 2;
    adam(
      table + at,
      gradient + at,
      mean + at,
      variance + at,
      width,
      stepSize,
      beta1,
      rest1,
      beta2,
      rest2,
      inverseRoot,
      epsilon,
      0,
      1,
      gradientScale,
    );
  }
}
