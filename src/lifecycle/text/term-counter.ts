/**
 * @file Counts the terms of texts, straight from their UTF-8 bytes. One counter numbers terms in the order it meets them
 * (fitting), or, once frozen, knows those it has and no others (transforming).
 */
import type { AnalysisPlan } from "./analysis-plan.ts";
import { GRAM_SLOT, GramTable, ROOT } from "./gram-table.ts";
import { HASH_FACTOR, HASH_START, TOKEN_SLOT, TokenTable } from "./token-table.ts";
import { characterClass, SPACE, WORD } from "./unicode-classes.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** The number that marks a stop word in the table. */
const STOPPED = -2;
/** A symbol that a frozen counter does not know. */
const UNKNOWN = -1;
const identity = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const farPosition = 2 ** 30;

/** All terms of a counter as plain data. */
export interface CounterSnapshot {
  readonly nodes: number;
  readonly heap: Uint8Array;
  readonly tokenSlots: Int32Array;
  readonly tokens: number;
  readonly gramSlots: Int32Array;
  readonly grams: number;
  /** Where the next entry's position may start. */
  readonly position: number;
}

/** A counter that knows the terms of a snapshot, which must be its own, and no others. */
export function frozenCounter(plan: AnalysisPlan, snapshot: CounterSnapshot): TermCounter {
  const counter = new TermCounter(plan);
  counter.tokens.restore(snapshot.tokenSlots, snapshot.tokens, snapshot.heap);
  counter.grams.restore(snapshot.gramSlots, snapshot.grams);
  counter.nodes = snapshot.nodes;
  counter.frozen = true;
  counter.startAt(snapshot.position);
  return counter;
}

/**
 * Terms are nodes: numbers from 0. The entries of a text are its distinct terms with their counts, in `ids` and `counts`
 * from `rowStart` to `used`; they gather until `clear`.
 *
 * Each slot of the tables keeps the position of its term's latest entry. Positions only rise, so a term was met in the
 * current text exactly if that position is not before the text's first.
 */
export class TermCounter {
  readonly plan: AnalysisPlan;
  readonly tokens = new TokenTable();
  readonly grams = new GramTable();
  /** Nodes so far. */
  nodes = 0;
  frozen = false;
  ids = new Int32Array(1 << 12);
  counts = new Int32Array(1 << 12);
  used = 0;
  rowStart = 0;
  /** The symbols of the latest text (`runs` only): nodes of its tokens, `UNKNOWN` ones included. */
  symbols = new Int32Array(1 << 12);
  symbolCount = 0;
  #path = new Int32Array(1 << 12);
  #scratch = new Uint8Array(1 << 12);
  /** The position of entry 0; above 0, so that 0 is before any text. */
  #base = 1;

  constructor(plan: AnalysisPlan) {
    this.plan = plan;
    for (const word of plan.stopWords ?? []) {
      const length = this.#encode(word);
      const hash = hashBytes(this.#scratch, 0, length, identity);
      if (this.tokens.find(hash, this.#scratch, 0, length, identity) < 0)
        this.tokens.add(hash, this.#scratch, 0, length, identity, STOPPED);
    }
  }

  /** Takes positions from here on, as tables of another counter hold smaller ones. */
  startAt(position: number): void {
    this.#base = position;
  }

  /** Forgets all entries, keeps the terms. */
  clear(): void {
    this.#base += this.used;
    this.used = 0;
    if (this.#base < farPosition) return;
    for (let place = 2; place < this.tokens.slots.length; place += TOKEN_SLOT) this.tokens.slots[place] = 0;
    for (let place = 3; place < this.grams.slots.length; place += GRAM_SLOT) this.grams.slots[place] = 0;
    this.#base = 1;
  }

  /** Counts one text given as UTF-8. */
  addBytes(bytes: Uint8Array, start: number, end: number): void {
    this.rowStart = this.used;
    const { kind, prepare, analyze } = this.plan;
    if (kind !== "terms" && isAscii(bytes, start, end)) {
      this.#addPrepared(bytes, start, end, this.plan.fold);
      return;
    }
    // Decoding copies shared bytes first: TextDecoder takes none.
    const text = decoder.decode(bytes.slice(start, end));
    if (analyze !== null) this.#addTerms(analyze(text));
    else this.#addEncoded(this.#encode(prepare(text)));
  }

  /** Counts one text. */
  addText(text: string): void {
    this.rowStart = this.used;
    const { kind, prepare, analyze } = this.plan;
    if (kind === "terms") {
      this.#addTerms(analyze!(text));
      return;
    }
    const length = this.#encode(text);
    if (length === text.length) this.#addPrepared(this.#scratch, 0, length, this.plan.fold);
    else this.#addEncoded(this.#encode(prepare(text)));
  }

  /** Adds one term given as prepared UTF-8, or finds it; gives its node. */
  addTerm(bytes: Uint8Array, start: number, end: number): number {
    const { kind } = this.plan;
    if (kind === "terms") return this.#token(bytes, start, end);
    let node = kind === "runs" ? UNKNOWN : ROOT;
    for (let at = start; at < end; ) {
      let symbol: number;
      if (kind === "runs") {
        let stop = at;
        while (stop < end && bytes[stop] !== 0x20) stop++;
        symbol = this.#token(bytes, at, stop);
        at = stop + 1;
        if (node === UNKNOWN) {
          node = symbol;
          continue;
        }
      } else {
        symbol = decodeAt(bytes, at);
        at += sizeOf(symbol);
      }
      let place = this.grams.find(node, symbol);
      if (place < 0) place = this.grams.add(node, symbol, this.nodes++);
      node = this.grams.slots[place + 2]! - 1;
    }
    return node;
  }

  /** A copy of all terms, for counters on other threads. */
  snapshot(): CounterSnapshot {
    const { heap, heapUsed, slots, size } = this.tokens;
    return {
      nodes: this.nodes,
      heap: heap.subarray(0, heapUsed),
      tokenSlots: slots,
      tokens: size,
      gramSlots: this.grams.slots,
      grams: this.grams.size,
      position: this.#base + this.used,
    };
  }

  #token(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end, identity);
    let place = this.tokens.find(hash, bytes, start, end, identity);
    if (place < 0) place = this.tokens.add(hash, bytes, start, end, identity, this.nodes++);
    return this.tokens.slots[place + 1]! - 1;
  }

  #encode(text: string): number {
    if (this.#scratch.length < text.length * 3) this.#scratch = new Uint8Array(text.length * 4);
    return encoder.encodeInto(text, this.#scratch).written;
  }

  /** Counts the prepared text that was encoded just now. */
  #addEncoded(length: number): void {
    this.#addPrepared(this.#scratch, 0, length, this.plan.keep);
  }

  /** Makes room for `symbols` symbols and the entries these can make. */
  #reserve(symbols: number): void {
    if (this.symbols.length < symbols) {
      this.symbols = new Int32Array(symbols * 2);
      this.#path = new Int32Array(symbols * 2);
    }
    const entries = this.used + symbols * (this.plan.most - this.plan.least + 2);
    if (this.ids.length < entries) {
      const room = Math.max(entries, this.ids.length * 2);
      const ids = new Int32Array(room);
      ids.set(this.ids.subarray(0, this.used));
      const counts = new Int32Array(room);
      counts.set(this.counts.subarray(0, this.used));
      this.ids = ids;
      this.counts = counts;
    }
  }

  #addPrepared(bytes: Uint8Array, start: number, end: number, fold: Uint8Array): void {
    const { kind, most } = this.plan;
    this.#reserve(kind === "padded" ? (end - start) * 3 + 3 : end - start + 1);
    if (kind === "runs") {
      this.#scanRuns(bytes, start, end, fold);
      if (most > 1) this.#countGrams(this.symbolCount, 2, this.plan.least);
    } else if (kind === "characters") this.#scanCharacters(bytes, start, end, fold);
    else this.#scanPadded(bytes, start, end, fold);
  }

  #addTerms(terms: readonly string[]): void {
    this.#reserve(terms.length + 1);
    const { tokens } = this;
    for (const term of terms) {
      const length = this.#encode(term);
      const hash = hashBytes(this.#scratch, 0, length, identity);
      let place = tokens.find(hash, this.#scratch, 0, length, identity);
      if (place < 0) {
        if (this.frozen) continue;
        place = tokens.add(hash, this.#scratch, 0, length, identity, this.nodes++);
      }
      this.#enter(tokens.slots, place + 2, tokens.slots[place + 1]! - 1);
    }
  }

  /** Notes one more occurrence of a term. */
  #enter(slots: Int32Array, field: number, node: number): void {
    const latest = slots[field]! - this.#base;
    if (latest >= this.rowStart) {
      this.counts[latest]!++;
      return;
    }
    const entry = this.used++;
    slots[field] = entry + this.#base;
    this.ids[entry] = node;
    this.counts[entry] = 1;
  }

  #scanRuns(bytes: Uint8Array, start: number, end: number, fold: Uint8Array): void {
    const { shortest, least } = this.plan;
    const tokens = this.tokens;
    const { symbols } = this;
    const path = this.#path;
    const counted = least === 1;
    let found = 0;
    for (let at = start; at < end; ) {
      let byte = fold[bytes[at]!]!;
      if (byte === 0) {
        at++;
        continue;
      }
      const first = at;
      let hash = HASH_START;
      let characters = 0;
      while (byte !== 0) {
        if (byte >= 0x80) {
          const codePoint = decodeAt(bytes, at);
          if ((characterClass(codePoint) & WORD) === 0) break;
          for (const last = at + sizeOf(codePoint) - 1; at < last; at++)
            hash = Math.imul(hash ^ bytes[at]!, HASH_FACTOR);
          byte = bytes[at]!;
        }
        hash = Math.imul(hash ^ byte, HASH_FACTOR);
        characters++;
        at++;
        if (at >= end) break;
        byte = fold[bytes[at]!]!;
      }
      if (characters === 0) {
        at += sizeOf(decodeAt(bytes, at));
        continue;
      }
      if (characters < shortest) continue;
      let place = tokens.find(hash, bytes, first, at, fold);
      if (place < 0) {
        if (this.frozen) {
          path[found] = UNKNOWN;
          symbols[found++] = UNKNOWN;
          continue;
        }
        place = tokens.add(hash, bytes, first, at, fold, this.nodes++);
      }
      const { slots } = tokens;
      const node = slots[place + 1]! - 1;
      if (node === STOPPED) continue;
      if (counted) this.#enter(slots, place + 2, node);
      path[found] = node;
      symbols[found++] = node;
    }
    this.symbolCount = found;
  }

  #scanCharacters(bytes: Uint8Array, start: number, end: number, fold: Uint8Array): void {
    const { least } = this.plan;
    let found = 0;
    for (let at = start; at < end; ) {
      const codePoint = bytes[at]! < 0x80 ? fold[bytes[at]!]! : decodeAt(bytes, at);
      at += sizeOf(codePoint);
      this.symbols[found] = codePoint;
      if ((characterClass(codePoint) & SPACE) !== 0) {
        const next = skipSpaces(bytes, at, end);
        if (next > at) this.symbols[found] = 0x20;
        at = next;
      }
      found++;
    }
    this.#path.fill(ROOT, 0, found);
    this.#countGrams(found, 1, least);
  }

  #scanPadded(bytes: Uint8Array, start: number, end: number, fold: Uint8Array): void {
    const { least } = this.plan;
    for (let at = skipSpaces(bytes, start, end); at < end; at = skipSpaces(bytes, at, end)) {
      let found = 0;
      this.symbols[found++] = 0x20;
      while (at < end) {
        const codePoint = bytes[at]! < 0x80 ? fold[bytes[at]!]! : decodeAt(bytes, at);
        if ((characterClass(codePoint) & SPACE) !== 0) break;
        this.symbols[found++] = codePoint;
        at += sizeOf(codePoint);
      }
      this.symbols[found++] = 0x20;
      this.#path.fill(ROOT, 0, found);
      // A word shorter than every n-gram counts as a whole.
      this.#countGrams(found, 1, Math.min(least, found));
    }
  }

  /** Walks from the nodes in `path` down the tree, one symbol a round, and counts from `least` symbols on. */
  #countGrams(length: number, first: number, least: number): void {
    const { symbols, grams } = this;
    const path = this.#path;
    const last = Math.min(this.plan.most, length);
    for (let size = first; size <= last; size++) {
      for (let start = 0; start + size <= length; start++) {
        const parent = path[start]!;
        if (parent === UNKNOWN) continue;
        const symbol = symbols[start + size - 1]!;
        let place = symbol === UNKNOWN ? -1 : grams.find(parent, symbol);
        if (place < 0) {
          if (this.frozen) {
            path[start] = UNKNOWN;
            continue;
          }
          place = grams.add(parent, symbol, this.nodes++);
        }
        const { slots } = grams;
        const node = slots[place + 2]! - 1;
        if (size >= least) this.#enter(slots, place + 3, node);
        path[start] = node;
      }
    }
  }
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80) return false;
  return true;
}

function hashBytes(bytes: Uint8Array, start: number, end: number, fold: Uint8Array): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ fold[bytes[at]!]!, HASH_FACTOR);
  return hash;
}

function skipSpaces(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const codePoint = decodeAt(bytes, at);
    if ((characterClass(codePoint) & SPACE) === 0) break;
    at += sizeOf(codePoint);
  }
  return at;
}

/** The code point at a place in valid UTF-8. */
function decodeAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return first;
  const second = bytes[at + 1]! & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = bytes[at + 2]! & 0x3f;
  if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third;
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | (bytes[at + 3]! & 0x3f);
}

/** Bytes of a code point in UTF-8. */
function sizeOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
