/**
 * @file One step of an optimiser in one pass, in place. All arithmetic is in single precision and element by element,
 * so that vectors and single elements give the same bits.
 */
import { rowAt } from "./touched.assembly";

/**
 * SGD as in PyTorch: g = gradientScale·gradient + decay·p; v = momentum·v + g; p -= rate·(nesterov ? g + momentum·v : v).
 * `velocity` is 0 for plain SGD.
 */
export function sgd(
  parameter: usize,
  gradient: usize,
  velocity: usize,
  count: u32,
  rate: f32,
  momentum: f32,
  nesterov: bool,
  decay: f32,
  gradientScale: f32,
): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  const decays = f32x4.splat(decay);
  const scales = f32x4.splat(gradientScale);
  const end = parameter + ((<usize>count) << 2);
  for (; parameter + 16 <= end; parameter += 16) {
    const values = v128.load(parameter);
    const gradients = f32x4.add(f32x4.mul(v128.load(gradient), scales), f32x4.mul(decays, values));
    let steps = gradients;
    if (velocity != 0) {
      const velocities = f32x4.add(f32x4.mul(momenta, v128.load(velocity)), gradients);
      v128.store(velocity, velocities);
      steps = nesterov ? f32x4.add(gradients, f32x4.mul(momenta, velocities)) : velocities;
      velocity += 16;
    }
    v128.store(parameter, f32x4.sub(values, f32x4.mul(rates, steps)));
    gradient += 16;
  }
  for (; parameter < end; parameter += 4) {
    const value = load<f32>(parameter);
    const slope = load<f32>(gradient) * gradientScale + decay * value;
    let step = slope;
    if (velocity != 0) {
      const speed = momentum * load<f32>(velocity) + slope;
      store<f32>(velocity, speed);
      step = nesterov ? slope + momentum * speed : speed;
      velocity += 4;
    }
    store<f32>(parameter, value - rate * step);
    gradient += 4;
  }
}

/** `sgd` on the rows that `list` names; the others keep their value and velocity. */
export function sgdRows(
  parameter: usize,
  gradient: usize,
  velocity: usize,
  list: usize,
  touched: u32,
  width: u32,
  rate: f32,
  momentum: f32,
  nesterov: bool,
  decay: f32,
  gradientScale: f32,
): void {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < touched; position++) {
    const row = rowAt(list, position) * stride;
    const speed: usize = velocity == 0 ? <usize>0 : velocity + row;
    sgd(parameter + row, gradient + row, speed, width, rate, momentum, nesterov, decay, gradientScale);
  }
}

/**
 * Adam as in PyTorch: g = gradientScale·gradient + decay·p; m and v are moving means of g and g²;
 * p = keep·p - stepSize·m / (inverseRoot·√v + epsilon). `decay` is Adam's l2 penalty, `keep` AdamW's 1 - rate·decay;
 * `stepSize` is rate/(1 - β₁ᵗ), `inverseRoot` is 1/√(1 - β₂ᵗ).
 */
export function adam(
  parameter: usize,
  gradient: usize,
  mean: usize,
  variance: usize,
  count: u32,
  stepSize: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  inverseRoot: f32,
  epsilon: f32,
  decay: f32,
  keep: f32,
  gradientScale: f32,
): void {
  const stepSizes = f32x4.splat(stepSize);
  const betas1 = f32x4.splat(beta1);
  const rests1 = f32x4.splat(rest1);
  const betas2 = f32x4.splat(beta2);
  const rests2 = f32x4.splat(rest2);
  const inverseRoots = f32x4.splat(inverseRoot);
  const epsilons = f32x4.splat(epsilon);
  const decays = f32x4.splat(decay);
  const keeps = f32x4.splat(keep);
  const scales = f32x4.splat(gradientScale);
  const end = parameter + ((<usize>count) << 2);
  for (; parameter + 16 <= end; parameter += 16) {
    const values = v128.load(parameter);
    const gradients = f32x4.add(f32x4.mul(v128.load(gradient), scales), f32x4.mul(decays, values));
    const means = f32x4.add(f32x4.mul(v128.load(mean), betas1), f32x4.mul(gradients, rests1));
    const variances = f32x4.add(
      f32x4.mul(v128.load(variance), betas2),
      f32x4.mul(f32x4.mul(gradients, gradients), rests2),
    );
    v128.store(mean, means);
    v128.store(variance, variances);
    const denominators = f32x4.add(f32x4.mul(f32x4.sqrt(variances), inverseRoots), epsilons);
    v128.store(parameter, f32x4.sub(f32x4.mul(values, keeps), f32x4.div(f32x4.mul(stepSizes, means), denominators)));
    gradient += 16;
    mean += 16;
    variance += 16;
  }
  for (; parameter < end; parameter += 4) {
    const value = load<f32>(parameter);
    const slope = load<f32>(gradient) * gradientScale + decay * value;
    const first = load<f32>(mean) * beta1 + slope * rest1;
    const second = load<f32>(variance) * beta2 + slope * slope * rest2;
    store<f32>(mean, first);
    store<f32>(variance, second);
    const denominator = sqrt<f32>(second) * inverseRoot + epsilon;
    store<f32>(parameter, value * keep - (stepSize * first) / denominator);
    gradient += 4;
    mean += 4;
    variance += 4;
  }
}

/** `adam` on the rows that `list` names; the others keep their value and moments, as in PyTorch's SparseAdam. */
export function adamRows(
  parameter: usize,
  gradient: usize,
  mean: usize,
  variance: usize,
  list: usize,
  touched: u32,
  width: u32,
  stepSize: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  inverseRoot: f32,
  epsilon: f32,
  decay: f32,
  keep: f32,
  gradientScale: f32,
): void {
  const stride = (<usize>width) << 2;
  for (let position: u32 = 0; position < touched; position++) {
    const row = rowAt(list, position) * stride;
    adam(
      parameter + row,
      gradient + row,
      mean + row,
      variance + row,
      width,
      stepSize,
      beta1,
      rest1,
      beta2,
      rest2,
      inverseRoot,
      epsilon,
      decay,
      keep,
      gradientScale,
    );
  }
}
