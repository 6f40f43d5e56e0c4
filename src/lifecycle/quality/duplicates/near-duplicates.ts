/** @file All pairs of texts whose shingles have at least a given Jaccard similarity, and the groups they make. */
import { createUnionFind, createWorkerPool, siblingModule } from "../../../foundation/index.ts";
import type { TextColumn } from "../../text/index.ts";
import type { DuplicatesConfig } from "../detectors/duplicates.config.ts";
import type { ExamineOptions } from "../examine-options.ts";
import type { EqualTexts } from "./equal-texts.ts";
import type { MatchJob, SimilarPairs } from "./match-bands.ts";
import { chooseBands } from "./min-hash.ts";
import type { ShingleBlock, SketchJob } from "./sketch-texts.ts";

/** What was found among distinct texts. */
export interface NearDuplicates {
  /** Pairs of texts (numbers in the column, each the first of its equals), ascending. */
  readonly pairs: SimilarPairs;
  /** [texts] The first text of the group that a text belongs to, equal texts included; itself where it is alone, -1 where it is empty. */
  readonly group: Int32Array;
}

const BLOCK_BYTES = 1 << 19;

const sharedInt32 = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4));

/**
 * MinHash with banding proposes pairs, their true Jaccard similarity decides. A pair just similar enough is missed with
 * a chance below 0.001 at the default of 128 permutations; what is found is the same for any number of threads. Memory:
 * four bytes for each distinct shingle of a text, and about 120 a text.
 */
export async function findNearDuplicates(
  texts: TextColumn,
  { first, distinct }: EqualTexts,
  settings: DuplicatesConfig,
  { threads, progress, signal }: ExamineOptions,
): Promise<NearDuplicates> {
  const bands = chooseBands(settings.jaccard, settings.permutations);
  const members = sharedInt32(distinct.length);
  members.set(distinct);
  const sketchJob: SketchJob = {
    texts,
    members,
    bounds: blockBounds(texts, members),
    cursor: sharedInt32(1),
    shingles: settings,
    bands,
    keys: sharedInt32(bands.bands * members.length),
    sizes: sharedInt32(members.length),
  };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "duplicates-worker"), threads });
  const everywhere = <Result>(task: string, job: unknown) =>
    Promise.all(Array.from({ length: threads }, () => pool.run<Result>(task, job, { progress, signal })));
  try {
    const blocks = (await everywhere<ShingleBlock[]>("sketchTexts", sketchJob)).flat();
    const bandJob = {
      ...{ keys: sketchJob.keys, bands: bands.bands, members: members.length, sizes: sketchJob.sizes },
      cursor: sharedInt32(1),
      large: new Uint8Array(new SharedArrayBuffer(bands.bands * members.length)),
    };
    await everywhere<void>("markLargeBuckets", bandJob);
    const matchJob: MatchJob = {
      ...bandJob,
      cursor: sharedInt32(1),
      jaccard: settings.jaccard,
      ...locateSets(blocks, sketchJob),
    };
    const found = await everywhere<SimilarPairs>("matchBands", matchJob);
    const pairs = sortedPairs(found, members);
    return { pairs, group: groups(texts.length, first, pairs) };
  } finally {
    await pool.close();
  }
}

function blockBounds(texts: TextColumn, members: Int32Array): Int32Array {
  const bounds = [0];
  let bytes = 0;
  for (const [at, text] of members.entries()) {
    bytes += texts.offsets[text + 1]! - texts.offsets[text]!;
    if (bytes < BLOCK_BYTES && at + 1 < members.length) continue;
    bounds.push(at + 1);
    bytes = 0;
  }
  const shared = sharedInt32(bounds.length);
  shared.set(bounds);
  return shared;
}

function locateSets(
  blocks: readonly ShingleBlock[],
  { bounds, sizes, members }: SketchJob,
): Pick<MatchJob, "blocks" | "blockOf" | "starts"> {
  const blockOf = sharedInt32(members.length);
  const starts = sharedInt32(members.length);
  for (let block = 0; block + 1 < bounds.length; block++) {
    let start = 0;
    for (let member = bounds[block]!; member < bounds[block + 1]!; member++) {
      blockOf[member] = block;
      starts[member] = start;
      start += sizes[member]!;
    }
  }
  const ordered = blocks.toSorted((left, right) => left.block - right.block).map(({ hashes }) => hashes);
  return { blocks: ordered, blockOf, starts };
}

/** The pairs of all threads, each once, as numbers in the column. */
function sortedPairs(found: readonly SimilarPairs[], members: Int32Array): SimilarPairs {
  const all = found.flatMap(({ left, right, jaccard }) =>
    Array.from(left, (one, at) => ({ left: members[one]!, right: members[right[at]!]!, jaccard: jaccard[at]! })),
  );
  all.sort((one, other) => one.left - other.left || one.right - other.right);
  const once = all.filter(
    ({ left, right }, at) => at === 0 || all[at - 1]!.left !== left || all[at - 1]!.right !== right,
  );
  return {
    left: Int32Array.from(once, ({ left }) => left),
    right: Int32Array.from(once, ({ right }) => right),
    jaccard: Float64Array.from(once, ({ jaccard }) => jaccard),
  };
}

function groups(texts: number, first: Int32Array, { left, right }: SimilarPairs): Int32Array {
  const sets = createUnionFind(texts);
  for (const [pair, one] of left.entries()) sets.join(one, right[pair]!);
  return Int32Array.from(first, (own) => (own < 0 ? -1 : sets.root(own)));
}
