/** The places of the `count` largest values, the largest first; of equal ones, the first place comes first. `count` from 1. */
export function largest(values: ArrayLike<number>, count: number): readonly number[] {
  const best: number[] = [];
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (best.length === count && value <= values[best[count - 1]!]!) continue;
    if (best.length === count) best.pop();
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < value) at--;
    best.splice(at, 0, place);
  }
  return best;
}
