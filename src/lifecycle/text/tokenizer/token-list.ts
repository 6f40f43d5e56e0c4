/** @file Tokens in typed arrays, where objects would cost more than finding them. */

const MUCH_ROOM = 1 << 21;

/** A growing list of tokens; `0 … count` are in use. */
export class TokenList {
  ids = new Int32Array(1 << 8);
  starts = new Int32Array(1 << 8);
  ends = new Int32Array(1 << 8);
  count = 0;

  /** Forgets the tokens, and the room that only a very long text needs. */
  clear(): void {
    this.count = 0;
    if (this.ids.length <= MUCH_ROOM) return;
    for (const name of ["ids", "starts", "ends"] as const) this[name] = new Int32Array(1 << 8);
  }

  push(id: number, start: number, end: number): void {
    const place = this.count++;
    if (place === this.ids.length) this.reserve(place + 1);
    this.ids[place] = id;
    this.starts[place] = start;
    this.ends[place] = end;
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
