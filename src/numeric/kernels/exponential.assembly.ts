/**
 * @file Powers of e and logarithms in single precision. Those of AssemblyScript's library keep tables at the bottom of
 * the memory, which belongs to the callers' arrays here.
 */

/** e to the power of x ≤ 88, within two units in the last place; 0 below -87. */
export function exponential(x: f32): f32 {
  if (x < -87) return 0;
  const power = nearest<f32>(x * 1.44269504);
  const rest = x - power * 0.693145752 - power * 1.42860677e-6;
  let sum: f32 = 1.0 / 720;
  sum = sum * rest + <f32>(1.0 / 120);
  sum = sum * rest + <f32>(1.0 / 24);
  sum = sum * rest + <f32>(1.0 / 6);
  sum = sum * rest + <f32>0.5;
  sum = sum * rest + 1;
  sum = sum * rest + 1;
  return sum * reinterpret<f32>((<i32>power + 127) << 23);
}

/** The natural logarithm of a normal x > 0. */
export function logarithm(x: f32): f32 {
  const bits = reinterpret<i32>(x);
  const exponent = (bits - 0x3f3504f3) >> 23; // so that the mantissa lies about 1
  const mantissa = reinterpret<f32>(bits - (exponent << 23));
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  const series: f32 =
    1 + square * (<f32>(1.0 / 3) + square * (<f32>(1.0 / 5) + square * (<f32>(1.0 / 7) + square * <f32>(1.0 / 9))));
  return 2 * s * series + <f32>exponent * <f32>0.693147181;
}
