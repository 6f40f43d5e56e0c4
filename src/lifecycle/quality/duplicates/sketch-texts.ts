/** @file A thread's first step: the shingles and band keys of the texts it takes, block by block. */
import type { TaskContext } from "../../../foundation/index.ts";
import type { TextColumn } from "../../text/index.ts";
import { type Bands, createSketcher } from "./min-hash.ts";
import { createShingler, type ShingleOptions } from "./shingles.ts";

/** What all threads share; `members` are the texts that are looked at, and every array by member has their order. */
export interface SketchJob {
  readonly texts: TextColumn;
  readonly members: Int32Array;
  /** [blocks + 1] Block `b` is the members `bounds[b] … bounds[b + 1]`. */
  readonly bounds: Int32Array;
  /** [1] The next block to take. */
  readonly cursor: Int32Array;
  readonly shingles: ShingleOptions;
  readonly bands: Bands;
  /** [bands, members] Receives the keys. */
  readonly keys: Int32Array;
  /** [members] Receives how many shingles each has. */
  readonly sizes: Int32Array;
}

/** The sets of one block's members, one after the other. */
export interface ShingleBlock {
  readonly block: number;
  readonly hashes: Int32Array;
}

/** Sketches blocks until none is left. */
export function sketchTexts(job: SketchJob, { progress, throwIfCancelled }: TaskContext): ShingleBlock[] {
  const { texts, members, bounds, cursor, bands, keys, sizes } = job;
  const shingler = createShingler(job.shingles);
  const sketch = createSketcher(bands);
  const own = new Int32Array(bands.bands);
  const done: ShingleBlock[] = [];
  for (;;) {
    throwIfCancelled();
    const block = Atomics.add(cursor, 0, 1);
    if (block >= bounds.length - 1) return done;
    let collected = new Int32Array(1 << 16);
    let used = 0;
    for (let member = bounds[block]!; member < bounds[block + 1]!; member++) {
      const text = members[member]!;
      const count = shingler.cut(texts.bytes, texts.offsets[text]!, texts.offsets[text + 1]!);
      sizes[member] = count;
      if (count === 0) continue;
      sketch(shingler.hashes, count, own);
      for (let band = 0; band < own.length; band++) keys[band * members.length + member] = own[band]!;
      if (used + count > collected.length) {
        const grown = new Int32Array((used + count) * 2);
        grown.set(collected);
        collected = grown;
      }
      collected.set(shingler.hashes.subarray(0, count), used);
      used += count;
    }
    const hashes = new Int32Array(new SharedArrayBuffer(used * 4));
    hashes.set(collected.subarray(0, used));
    done.push({ block, hashes });
    progress({
      task: "Sketching texts",
      done: bounds[Math.min(Atomics.load(cursor, 0), bounds.length - 1)]!,
      total: members.length,
      unit: "texts",
    });
  }
}
