/** @file Transforming: each thread encodes the blocks it takes. */
import type { TaskContext } from "../../foundation/index.ts";
import { sharedFloat32, sharedInt32 } from "./shared-arrays.ts";
import { type TextBlocks, takeBlocks } from "./text-blocks.ts";
import { createEncoder, type EncoderState, type TextEncoderOfRows } from "./text-encoder.ts";

/** What is encoded. */
export interface EncodeJob {
  readonly state: EncoderState;
  readonly blocks: TextBlocks;
  /** [texts] Receives the number of entries of each text. */
  readonly rowEntries: Int32Array;
}

/** The rows of one block. */
export interface EncodedBlock {
  readonly block: number;
  readonly ids: Int32Array;
  readonly values: Float32Array | null;
  /** Texts of which a part was left out. */
  readonly cutTexts: number;
}

/** Encodes blocks until none is left. */
export function encodeTexts(
  { state, blocks, rowEntries }: EncodeJob,
  context: Pick<TaskContext, "progress" | "throwIfCancelled">,
): EncodedBlock[] {
  const encoder = createEncoder(state);
  const { bytes, offsets } = blocks.texts;
  const encoded: EncodedBlock[] = [];
  takeBlocks(blocks, "Encoding texts", context, (block, first, last) => {
    const rows = new RowCollector(encoder);
    for (let row = first; row < last; row++)
      rowEntries[row] = rows.add(encoder.encodeBytes(bytes, offsets[row]!, offsets[row + 1]!));
    encoded.push({ block, ...rows.share(), cutTexts: rows.cutTexts });
  });
  return encoded;
}

/** Gathers rows as an encoder makes them. */
export class RowCollector {
  readonly #encoder: TextEncoderOfRows;
  #ids = new Int32Array(1 << 12);
  #values: Float32Array | null;
  #used = 0;
  /** Texts of which a part was left out. */
  cutTexts = 0;

  constructor(encoder: TextEncoderOfRows) {
    this.#encoder = encoder;
    this.#values = encoder.values === null ? null : new Float32Array(1 << 12);
  }

  /** Takes the encoder's latest row. */
  add(length: number): number {
    const used = this.#used + length;
    if (used > this.#ids.length) {
      const ids = new Int32Array(used * 2);
      ids.set(this.#ids);
      this.#ids = ids;
      if (this.#values !== null) {
        const values = new Float32Array(used * 2);
        values.set(this.#values);
        this.#values = values;
      }
    }
    const { ids, values, isCut } = this.#encoder;
    if (isCut) this.cutTexts++;
    for (let at = 0; at < length; at++) this.#ids[this.#used + at] = ids[at]!;
    if (this.#values !== null && values !== null)
      for (let at = 0; at < length; at++) this.#values[this.#used + at] = values[at]!;
    this.#used = used;
    return length;
  }

  /** The rows in shared buffers of their own. */
  share(): { readonly ids: Int32Array; readonly values: Float32Array | null } {
    const ids = sharedInt32(this.#used);
    ids.set(this.#ids.subarray(0, this.#used));
    if (this.#values === null) return { ids, values: null };
    const values = sharedFloat32(this.#used);
    values.set(this.#values.subarray(0, this.#used));
    return { ids, values };
  }

  /** The ids so far, as a view that the next row may change. */
  view(): Int32Array {
    return this.#ids.subarray(0, this.#used);
  }

  /** The values so far, as a view that the next row may change; none where rows have none. */
  values(): Float32Array {
    return this.#values?.subarray(0, this.#used) ?? new Float32Array(0);
  }

  /** Forgets the rows. */
  clear(): void {
    this.#used = 0;
    this.cutTexts = 0;
  }

  /** The rows in ordinary buffers of their own. */
  copy(): { readonly ids: Int32Array; readonly values: Float32Array | null } {
    return { ids: this.#ids.slice(0, this.#used), values: this.#values?.slice(0, this.#used) ?? null };
  }
}
