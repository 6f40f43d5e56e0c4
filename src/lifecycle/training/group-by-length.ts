/** @file Batches of texts that are about as long, so that little is padded. */

/** Batches that are sorted together: enough to be alike, few enough to be mixed anew in each epoch. */
const SORTED_BATCHES = 50;

/**
 * A shuffled order, sorted by length within each fifty batches, longest first, as `transformers` groups by length. The
 * longest text of all comes in the first batch, so that what does not fit into memory shows at once.
 */
export function groupByLength(shuffled: Uint32Array, lengths: Uint32Array, batchSize: number): Uint32Array {
  const order = Uint32Array.from(shuffled);
  const together = batchSize * SORTED_BATCHES;
  for (let from = 0; from < order.length; from += together)
    order.subarray(from, from + together).sort((left, right) => lengths[right]! - lengths[left]!);
  let longest = 0;
  for (const [at, row] of order.entries()) if (lengths[row]! > lengths[order[longest]!]!) longest = at;
  if (order.length > 0) [order[0], order[longest]] = [order[longest]!, order[0]!];
  return order;
}
