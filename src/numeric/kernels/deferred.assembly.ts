/**
 * @file Adam's steps of table rows whose gradient was zero, made up for when a row is needed. `moved` holds, for each
 * row, the steps it has made. `deviation` is the root of Adam's variance, divided by √beta2 for each step made: it so
 * stays as it is while the gradient is zero, and `roots` undoes that. `stepSizes` and `roots` hold the factors of step
 * 1, 2, … at index 0, 1, …
 */

/** A mean this many times smaller than the root of the variance no longer moves a weight: it becomes 0. */
const NEGLIGIBLE: f32 = 5.9604644775390625e-8; // 2⁻²⁴

/** Brings the rows that `ids` names (the first `count` rows where `ids` is 0) to step `target`. */
export function adamCatchUp(
  table: usize,
  mean: usize,
  deviation: usize,
  moved: usize,
  ids: usize,
  count: u32,
  width: u32,
  target: u32,
  stepSizes: usize,
  roots: usize,
  beta1: f32,
  epsilon: f32,
): void {
  const stride = (<usize>width) << 2;
  const toRoots = roots - stepSizes;
  const end = stepSizes + ((<usize>target) << 2);
  for (let position: u32 = 0; position < count; position++) {
    const row = ids == 0 ? position : load<u32>(ids + ((<usize>position) << 2));
    const steps = moved + ((<usize>row) << 2);
    const done = load<u32>(steps);
    if (done == target) continue;
    store<u32>(steps, target);
    const first = stepSizes + ((<usize>done) << 2);
    let at = <usize>row * stride;
    const rowEnd = at + stride;
    for (; at + 16 <= rowEnd; at += 16) {
      if (v128.any_true(v128.load(mean + at)))
        move4(table + at, mean + at, deviation + at, first, end, toRoots, beta1, epsilon);
    }
    for (; at < rowEnd; at += 4) move1(table + at, mean + at, deviation + at, first, end, toRoots, beta1, epsilon);
  }
}

/** As long as one of the means is not 0. */
function move4(
  parameter: usize,
  mean: usize,
  deviation: usize,
  step: usize,
  end: usize,
  toRoots: usize,
  beta1: f32,
  epsilon: f32,
): void {
  const betas1 = f32x4.splat(beta1);
  const epsilons = f32x4.splat(epsilon);
  const negligible = f32x4.splat(NEGLIGIBLE);
  const deviations = v128.load(deviation);
  let means = v128.load(mean);
  let values = v128.load(parameter);
  do {
    means = f32x4.mul(means, betas1);
    const roots = f32x4.mul(deviations, v128.load32_splat(step + toRoots));
    const moves = f32x4.mul(v128.load32_splat(step), means);
    values = f32x4.sub(values, f32x4.div(moves, f32x4.add(roots, epsilons)));
    means = v128.and(means, f32x4.gt(f32x4.abs(means), f32x4.mul(roots, negligible)));
    step += 4;
  } while (step < end && v128.any_true(means));
  v128.store(parameter, values);
  v128.store(mean, means);
}

function move1(
  parameter: usize,
  mean: usize,
  deviation: usize,
  step: usize,
  end: usize,
  toRoots: usize,
  beta1: f32,
  epsilon: f32,
): void {
  const scaled = load<f32>(deviation);
  let first = load<f32>(mean);
  let value = load<f32>(parameter);
  for (; step < end && first != 0; step += 4) {
    first *= beta1;
    const root = scaled * load<f32>(step + toRoots);
    value -= (load<f32>(step) * first) / (root + epsilon);
    if (!(abs<f32>(first) > root * NEGLIGIBLE)) first = 0;
  }
  store<f32>(parameter, value);
  store<f32>(mean, first);
}

/**
 * The step `target` of the rows in which a gradient was touched, which must have made the one before. An entry of `list`
 * names a row, or an element where `listWidth` is 1. An element whose gradient is 0 moves exactly as catching up moves
 * it, so that bits don't depend on what else is in its row. `decay` is the power of √beta2 that `deviation` is divided
 * by, this step included, `growth` its inverse, `root` the product of `decay` and `inverseRoot`.
 */
export function adamDeferredStep(
  table: usize,
  gradient: usize,
  mean: usize,
  deviation: usize,
  moved: usize,
  list: usize,
  touched: u32,
  listWidth: u32,
  width: u32,
  target: u32,
  stepSize: f32,
  inverseRoot: f32,
  root: f32,
  decay: f32,
  growth: f32,
  beta1: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
  gradientScale: f32,
): void {
  const stride = (<usize>width) << 2;
  const perRow: u32 = width / listWidth;
  for (let position: u32 = 0; position < touched; position++) {
    const row = load<u32>(list + ((<usize>position) << 2)) / perRow;
    const steps = moved + ((<usize>row) << 2);
    if (load<u32>(steps) == target) continue;
    store<u32>(steps, target);
    let at = <usize>row * stride;
    const end = at + stride;
    for (; at + 16 <= end; at += 16) {
      const gradients = f32x4.mul(v128.load(gradient + at), f32x4.splat(gradientScale));
      const still = f32x4.eq(gradients, f32x4.splat(0));
      const deviations = v128.load(deviation + at);
      const means = f32x4.add(
        f32x4.mul(v128.load(mean + at), f32x4.splat(beta1)),
        f32x4.mul(gradients, f32x4.splat(rest1)),
      );
      const kept = f32x4.mul(deviations, f32x4.splat(decay));
      const deviated = f32x4.sqrt(
        f32x4.add(f32x4.mul(kept, kept), f32x4.mul(f32x4.mul(gradients, gradients), f32x4.splat(rest2))),
      );
      const stillRoots = f32x4.mul(deviations, f32x4.splat(root));
      const roots = v128.bitselect(stillRoots, f32x4.mul(deviated, f32x4.splat(inverseRoot)), still);
      const moves = f32x4.div(f32x4.mul(f32x4.splat(stepSize), means), f32x4.add(roots, f32x4.splat(epsilon)));
      const matters = f32x4.gt(f32x4.abs(means), f32x4.mul(stillRoots, f32x4.splat(NEGLIGIBLE)));
      v128.store(mean + at, v128.and(means, v128.or(matters, v128.not(still))));
      v128.store(deviation + at, v128.bitselect(deviations, f32x4.mul(deviated, f32x4.splat(growth)), still));
      v128.store(table + at, f32x4.sub(v128.load(table + at), moves));
    }
    for (; at < end; at += 4) {
      const slope = load<f32>(gradient + at) * gradientScale;
      const scaled = load<f32>(deviation + at);
      const first = load<f32>(mean + at) * beta1 + slope * rest1;
      if (slope == 0) {
        const stillRoot = scaled * root;
        store<f32>(table + at, load<f32>(table + at) - (stepSize * first) / (stillRoot + epsilon));
        store<f32>(mean + at, abs<f32>(first) > stillRoot * NEGLIGIBLE ? first : 0);
      } else {
        const kept = scaled * decay;
        const deviated = sqrt<f32>(kept * kept + slope * slope * rest2);
        store<f32>(table + at, load<f32>(table + at) - (stepSize * first) / (deviated * inverseRoot + epsilon));
        store<f32>(mean + at, first);
        store<f32>(deviation + at, deviated * growth);
      }
    }
  }
}
