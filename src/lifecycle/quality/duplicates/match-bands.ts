/** @file A thread's second and third step: buckets of members that agree in a band, and the pairs in them that are similar. */
import type { TaskContext } from "../../../foundation/index.ts";
import type { ShingleBlock } from "./sketch-texts.ts";

/** What all threads share. */
export interface BandJob {
  /** [bands, members] */
  readonly keys: Int32Array;
  readonly bands: number;
  readonly members: number;
  /** [members] 0: takes no part. */
  readonly sizes: Int32Array;
  /** [1] The next band to take. */
  readonly cursor: Int32Array;
  /** [bands, members] 1 where a member's bucket is a large one. */
  readonly large: Uint8Array;
}

/** What matching needs besides. */
export interface MatchJob extends BandJob {
  readonly jaccard: number;
  /** By block. */
  readonly blocks: readonly ShingleBlock["hashes"][];
  /** [members] */
  readonly blockOf: Int32Array;
  /** [members] Where a member's set starts in its block. */
  readonly starts: Int32Array;
}

/** Similar members: `left[i] < right[i]`. */
export interface SimilarPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly jaccard: Float64Array;
}

/**
 * In a bucket of more members than this, each is compared with the nearest ones before it until one is similar: the
 * work stays in proportion to the texts, and groups stay connected where the bucket is one of similar texts.
 */
export const LARGE_BUCKET = 64;

/** Marks members of large buckets, band by band. */
export function markLargeBuckets(job: BandJob, { throwIfCancelled }: TaskContext): void {
  takeBands(job, throwIfCancelled, (band, order, from, to) => {
    if (to - from <= LARGE_BUCKET) return;
    for (let at = from; at < to; at++) job.large[band * job.members + order[at]!] = 1;
  });
}

/** Compares the members of each bucket. A pair is compared in the first band where both are in one small bucket. */
export function matchBands(job: MatchJob, { progress, throwIfCancelled }: TaskContext): SimilarPairs {
  const { keys, members, sizes, large, jaccard, blocks, blockOf, starts } = job;
  const left: number[] = [];
  const right: number[] = [];
  const similarities: number[] = [];

  function metBefore(band: number, one: number, other: number): boolean {
    for (let earlier = 0; earlier < band; earlier++) {
      const row = earlier * members;
      if (keys[row + one] === keys[row + other] && large[row + one] === 0) return true;
    }
    return false;
  }

  function keepIfSimilar(one: number, other: number): boolean {
    const small = Math.min(sizes[one]!, sizes[other]!);
    const big = Math.max(sizes[one]!, sizes[other]!);
    if (small < jaccard * big) return false;
    const similarity = setJaccard(
      blocks[blockOf[one]!]!,
      starts[one]!,
      sizes[one]!,
      blocks[blockOf[other]!]!,
      starts[other]!,
      sizes[other]!,
      jaccard,
    );
    if (similarity < jaccard) return false;
    left.push(Math.min(one, other));
    right.push(Math.max(one, other));
    similarities.push(similarity);
    return true;
  }

  takeBands(job, throwIfCancelled, (band, order, from, to) => {
    const isLarge = to - from > LARGE_BUCKET;
    for (let at = from + 1; at < to; at++)
      for (let before = at - 1; before >= Math.max(from, at - LARGE_BUCKET); before--) {
        const [one, other] = [order[before]!, order[at]!];
        if (metBefore(band, one, other)) continue;
        if (keepIfSimilar(one, other) && isLarge) break;
      }
    if (to === order.length)
      progress({
        task: "Comparing texts",
        done: Math.min(Atomics.load(job.cursor, 0), job.bands),
        total: job.bands,
        unit: "bands",
      });
  });
  return { left: Int32Array.from(left), right: Int32Array.from(right), jaccard: Float64Array.from(similarities) };
}

/** Visits every bucket of two or more: `order[from … to]`, ascending members. */
function takeBands(
  { keys, bands, members, sizes, cursor }: BandJob,
  throwIfCancelled: () => void,
  visit: (band: number, order: Int32Array, from: number, to: number) => void,
): void {
  const present: number[] = [];
  for (let member = 0; member < members; member++) if (sizes[member]! > 0) present.push(member);
  const start = Int32Array.from(present);
  for (;;) {
    const band = Atomics.add(cursor, 0, 1);
    if (band >= bands) return;
    throwIfCancelled();
    const own = keys.subarray(band * members, (band + 1) * members);
    const order = sortByKey(start, own);
    for (let from = 0; from < order.length; ) {
      let to = from + 1;
      while (to < order.length && own[order[to]!] === own[order[from]!]) to++;
      if (to - from > 1) visit(band, order, from, to);
      from = to;
    }
  }
}

const DIGIT_BITS = 11;

/** Members in the order of their keys, ascending where those are equal (radix sort). */
function sortByKey(members: Int32Array, keys: Int32Array): Int32Array {
  let order = members.slice();
  let other = new Int32Array(members.length);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const starts = new Int32Array(1 << DIGIT_BITS);
    const mask = starts.length - 1;
    for (const member of order) starts[(keys[member]! >>> shift) & mask]!++;
    let sum = 0;
    for (let digit = 0; digit < starts.length; digit++) {
      const here = starts[digit]!;
      starts[digit] = sum;
      sum += here;
    }
    for (const member of order) other[starts[(keys[member]! >>> shift) & mask]!++] = member;
    [order, other] = [other, order];
  }
  return order;
}

/** The Jaccard similarity of two sorted sets; any value below `least` where it cannot reach that. */
export function setJaccard(
  one: Int32Array,
  oneStart: number,
  oneSize: number,
  other: Int32Array,
  otherStart: number,
  otherSize: number,
  least: number,
): number {
  const all = oneSize + otherSize;
  let misses = all - (2 * least * all) / (1 + least) + 1e-6; // more members without a partner than this are too many
  let shared = 0;
  const oneEnd = oneStart + oneSize;
  const otherEnd = otherStart + otherSize;
  while (oneStart < oneEnd && otherStart < otherEnd) {
    const difference = one[oneStart]! - other[otherStart]!;
    if (difference === 0) shared++;
    else if (--misses < 0) return 0;
    if (difference <= 0) oneStart++;
    if (difference >= 0) otherStart++;
  }
  return shared / (all - shared);
}
