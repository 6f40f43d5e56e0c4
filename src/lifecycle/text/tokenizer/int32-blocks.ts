/** @file A long list of integers that grows without copying what it has. */
import { sharedInt32 } from "../shared-arrays.ts";

const BLOCK = 1 << 18;

/** Grows at its end. */
export class Int32Blocks {
  length = 0;
  readonly #full: Int32Array[] = [];
  #last = new Int32Array(1 << 12);
  #used = 0;

  push(value: number): void {
    if (this.#used === this.#last.length) this.#addBlock();
    this.#last[this.#used++] = value;
    this.length++;
  }

  /** Appends `values[from … to]`. */
  append(values: Int32Array, from: number, to: number): void {
    for (let at = from; at < to; ) {
      if (this.#used === this.#last.length) this.#addBlock();
      const last = this.#last;
      const stop = Math.min(to, at + last.length - this.#used);
      let used = this.#used;
      while (at < stop) last[used++] = values[at++]!;
      this.#used = used;
    }
    this.length += to - from;
  }

  #addBlock(): void {
    this.#full.push(this.#last);
    this.#last = new Int32Array(BLOCK);
    this.#used = 0;
  }

  /** All of it in a shared buffer of its own. */
  share(): Int32Array {
    const shared = sharedInt32(this.length);
    let at = 0;
    for (const block of this.#full) {
      shared.set(block, at);
      at += block.length;
    }
    shared.set(this.#last.subarray(0, this.#used), at);
    return shared;
  }
}
