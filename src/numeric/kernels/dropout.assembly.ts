/** @file Numbers left out at random: each decided by a hash of its place, so that any part can be made on its own. */

/** The finaliser of MurmurHash3 (Appleby 2011), four at a time. */
function mix(places: v128): v128 {
  let x = v128.xor(places, i32x4.shr_u(places, 16));
  x = i32x4.mul(x, i32x4.splat(0x85ebca6b));
  x = v128.xor(x, i32x4.shr_u(x, 13));
  x = i32x4.mul(x, i32x4.splat(0xc2b2ae35));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/**
 * Writes 0 where the hash of the place is below `threshold` of 2³², else `kept`. Arrays
 * have room up to the next multiple of 16 bytes.
 */
export function dropoutMask(target: usize, count: u32, seed: u32, threshold: u32, kept: f32): void {
  const least = i32x4.splat(threshold);
  const keeps = f32x4.splat(kept);
  const step = i32x4.splat(4);
  let places = i32x4(0, 1, 2, 3);
  const seeds = i32x4.splat(seed);
  const end = target + ((<usize>count) << 2);
  for (; target < end; target += 16) {
    // Places are spread by the golden ratio before they meet the seed, so that seeds give unlike streams.
    const hash = mix(v128.xor(mix(i32x4.mul(places, i32x4.splat(0x9e3779b9))), seeds));
    v128.store(target, v128.and(i32x4.ge_u(hash, least), keeps));
    places = i32x4.add(places, step);
  }
}
