/** @file Tokens in typed arrays, where objects would cost more than finding them. */

/** A growing list of tokens; `0 … count` are in use. */
export class TokenList {
  ids = new Int32Array(1 << 8);
  starts = new Int32Array(1 << 8);
  ends = new Int32Array(1 << 8);
  count = 0;

  push(id: number, start: number, end: number): void {
    const place = this.count++;
    if (place === this.ids.length) this.reserve(place + 1);
    this.ids[place] = id;
    this.starts[place] = start;
    this.ends[place] = end;
  }

  /** Appends `ids[from … to]`, with the places that were there before. */
  appendIds(ids: Int32Array, from: number, to: number): void {
    const first = this.count - from;
    this.reserve(first + to);
    for (let at = from; at < to; at++) this.ids[first + at] = ids[at]!;
    this.count = first + to;
  }

  /** Makes room for that many tokens in all. */
  reserve(count: number): void {
    if (count <= this.ids.length) return;
    for (const name of ["ids", "starts", "ends"] as const) {
      const grown = new Int32Array(count * 2);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}
