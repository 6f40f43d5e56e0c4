/**
 * @file Counts the terms of texts, straight from their UTF-8 bytes. One counter numbers terms in the order it meets them
 * (fitting), or, once frozen, knows those it has and no others (transforming).
 */
import { isAscii } from "node:buffer";
import type { AnalysisPlan } from "./analysis-plan.ts";
import { hashPair, PairTable, ROOT, SLOT } from "./pair-table.ts";
import { release } from "./release.ts";
import { HASH_FACTOR, HASH_START, TokenTable } from "./token-table.ts";
import { characterClass, SPACE, WORD } from "./unicode-classes.ts";
import { UnicodeWords } from "./unicode-words.ts";
import { decodeAt, sizeOf, utf8Length } from "./utf8-bytes.ts";

const encoder = new TextEncoder();
/** The number that marks a stop word in the table. */
const STOPPED = -2;
/** A symbol that a frozen counter does not know. */
const UNKNOWN = -1;
const identity = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const farPosition = 2 ** 30;
/** Distinct n-grams grow as this power of the text (Heaps' law; measured on English reviews). */
const NEW_WORDS = 0.8;
const NEW_CHARACTERS = 0.4;
/** The longest of the short tokens, in bytes. */
const SHORT_BYTES = 8;

/** All terms of a counter as plain data. */
export interface CounterSnapshot {
  readonly nodes: number;
  readonly heap: Uint8Array;
  /** Slots and size. */
  readonly shortTokens: readonly [Int32Array, number];
  readonly longTokens: readonly [Int32Array, number];
  readonly grams: readonly [Int32Array, number];
  /** Where the next entry's position may start. */
  readonly position: number;
}

/** A counter that knows the terms of a snapshot, which must be its own, and no others. */
export function frozenCounter(plan: AnalysisPlan, snapshot: CounterSnapshot): TermCounter {
  const counter = new TermCounter(plan);
  counter.shortTokens.restore(...snapshot.shortTokens);
  counter.longTokens.restore(...snapshot.longTokens, snapshot.heap);
  counter.grams.restore(...snapshot.grams);
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
  /** `runs`: tokens of at most `SHORT_BYTES` bytes, none of them 0: the last four, and those before. */
  readonly shortTokens = new PairTable();
  /** All other tokens, and whole `terms`. */
  readonly longTokens = new TokenTable();
  /** N-grams: their parents and last symbols. */
  readonly grams: PairTable;
  /** Nodes so far. */
  nodes = 0;
  frozen = false;
  ids = new Int32Array(1 << 12);
  counts = new Int32Array(1 << 12);
  used = 0;
  rowStart = 0;
  /** The symbols of the latest text (all kinds but those of characters): nodes of its tokens, `UNKNOWN` ones included. */
  symbols = new Int32Array(1 << 12);
  symbolCount = 0;
  #path = new Int32Array(1 << 12);
  #scratch = new Uint8Array(1 << 12);
  /** Of no meaning: what is read ahead must be used, or the reading would be left out. */
  #touched = 0;
  /** Of the texts so far. */
  #seenBytes = 0;
  /** `words` only. */
  readonly #words: UnicodeWords | null;
  /** The position of entry 0; above 0, so that 0 is before any text. */
  #base = 1;

  /** @param expectedBytes of text that will be counted, as far as known: where to begin with the table of n-grams */
  constructor(plan: AnalysisPlan, expectedBytes = 0) {
    this.plan = plan;
    const power = plan.kind === "characters" || plan.kind === "padded" ? NEW_CHARACTERS : NEW_WORDS;
    this.grams = new PairTable(plan.most > 1 ? roomForGrams(expectedBytes) : undefined, (size) =>
      this.#seenBytes === 0 ? size : size * Math.max(1, expectedBytes / this.#seenBytes) ** power,
    );
    this.#words = plan.kind === "words" ? new UnicodeWords() : null;
    for (const word of plan.stopWords ?? []) this.#numbered(this.#scratch, 0, this.#encode(word), STOPPED);
  }

  /** Takes positions from here on, as tables of another counter hold smaller ones. */
  startAt(position: number): void {
    this.#base = position;
  }

  /** Gives its memory back; the counter must not be used afterwards. */
  release(): void {
    const { shortTokens, longTokens, grams, ids, counts } = this;
    release(shortTokens.slots, longTokens.slots, longTokens.heap, grams.slots, ids, counts);
  }

  /** Forgets all entries, keeps the terms. */
  clear(): void {
    this.#base += this.used;
    this.used = 0;
    if (this.#base < farPosition) return;
    for (const { slots } of [this.shortTokens, this.longTokens, this.grams])
      for (let field = 3; field < slots.length; field += SLOT) slots[field] = 0;
    this.#base = 1;
  }

  /** Counts one text given as UTF-8. */
  addBytes(bytes: Uint8Array, start: number, end: number): void {
    this.rowStart = this.used;
    this.#seenBytes += end - start;
    const { kind, normalise } = this.plan;
    if (kind !== "terms" && kind !== "words" && normalise === null && isAscii(bytes.subarray(start, end))) {
      this.#addPrepared(bytes, start, end, this.plan.fold);
      return;
    }
    const { buffer, byteOffset } = bytes;
    this.#addText(Buffer.from(buffer, byteOffset + start, end - start).toString("utf8"));
  }

  /** Counts one text. */
  addText(text: string): void {
    this.rowStart = this.used;
    this.#addText(text);
  }

  #addText(original: string): void {
    const { kind, analyze, normalise, prepare } = this.plan;
    if (analyze !== null) {
      this.#addTerms(analyze(original));
      return;
    }
    const text = normalise === null ? original : normalise(original);
    if (kind === "words") {
      this.#addWords(prepare(text));
      return;
    }
    const length = this.#encode(text);
    if (length === text.length) this.#addPrepared(this.#scratch, 0, length, this.plan.fold);
    else this.#addEncoded(this.#encode(prepare(text)));
  }

  /** The node of a token given as prepared UTF-8, which is added unless it is there. */
  addToken(bytes: Uint8Array, start: number, end: number): number {
    const node = this.#numbered(bytes, start, end, this.nodes);
    if (node === this.nodes) this.nodes++;
    return node;
  }

  /** The node of an n-gram, its parent's with one more symbol, which is added unless it is there. */
  addGram(parent: number, symbol: number): number {
    const place = this.grams.findOrFree(parent, symbol);
    if (place >= 0) return this.grams.slots[place + 2]! - 1;
    this.grams.addAt(~place, parent, symbol, this.nodes);
    return this.nodes++;
  }

  /** A copy of all terms, for counters on other threads. */
  snapshot(): CounterSnapshot {
    const { heap, heapUsed } = this.longTokens;
    return {
      nodes: this.nodes,
      heap: heap.slice(0, heapUsed),
      shortTokens: [this.shortTokens.slots, this.shortTokens.size],
      longTokens: [this.longTokens.slots, this.longTokens.size],
      grams: [this.grams.slots, this.grams.size],
      position: this.#base + this.used,
    };
  }

  /** The number of a token given as folded bytes: `ifNew` where it had none. */
  #numbered(bytes: Uint8Array, start: number, end: number, ifNew: number): number {
    if (this.plan.kind === "runs" && end - start <= SHORT_BYTES && !hasZero(bytes, start, end)) {
      const { shortTokens } = this;
      const low = lowBytes(bytes, start, end);
      const high = highBytes(bytes, start, end);
      const place = shortTokens.findOrFree(low, high);
      if (place >= 0) return shortTokens.slots[place + 2]! - 1;
      shortTokens.addAt(~place, low, high, ifNew);
      return ifNew;
    }
    const { longTokens } = this;
    const hash = hashBytes(bytes, start, end, identity);
    const place = longTokens.find(hash, bytes, start, end, identity);
    if (place >= 0) return longTokens.slots[place + 2]! - 1;
    longTokens.add(hash, bytes, start, end, identity, ifNew);
    return ifNew;
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

  #addWords(text: string): void {
    const words = this.#words!.cut(text);
    this.#encode(text);
    this.#reserve(words.count + 1);
    const { least, most } = this.plan;
    let found = 0;
    let unit = 0;
    let end = 0;
    for (let word = 0; word < words.count; word++) {
      const start = end + utf8Length(text, unit, words.starts[word]!);
      unit = words.ends[word]!;
      end = start + utf8Length(text, words.starts[word]!, unit);
      const place = this.#placeOf(start, end);
      const node = place < 0 ? UNKNOWN : this.longTokens.slots[place + 2]! - 1;
      if (node === STOPPED) continue;
      if (least === 1 && place >= 0) this.#enter(this.longTokens.slots, place + 3, node);
      this.symbols[found] = node;
      this.#path[found++] = node;
    }
    this.symbolCount = found;
    if (most > 1) this.#countGrams(found, 2, least);
  }

  #addTerms(terms: readonly string[]): void {
    this.#reserve(terms.length + 1);
    this.symbolCount = 0;
    for (const term of terms) {
      const place = this.#placeOf(0, this.#encode(term));
      const node = place < 0 ? UNKNOWN : this.longTokens.slots[place + 2]! - 1;
      this.symbols[this.symbolCount++] = node;
      if (place >= 0) this.#enter(this.longTokens.slots, place + 3, node);
    }
  }

  /** Where a token of the scratch stands among the long ones; it is added unless the counter is frozen (-1). */
  #placeOf(start: number, end: number): number {
    const tokens = this.longTokens;
    const hash = hashBytes(this.#scratch, start, end, identity);
    const place = tokens.find(hash, this.#scratch, start, end, identity);
    return place >= 0 || this.frozen ? place : tokens.add(hash, this.#scratch, start, end, identity, this.nodes++);
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

  /** The hot loop: everything it touches is local, and the table of short tokens is searched in place. */
  #scanRuns(bytes: Uint8Array, start: number, end: number, fold: Uint8Array): void {
    const { shortest, marks, least, most } = this.plan;
    const { shortTokens, longTokens, symbols, ids, counts, rowStart } = this;
    const path = this.#path;
    const base = this.#base;
    const firstPosition = rowStart + base;
    let used = this.used;
    const countsWords = least === 1;
    const { frozen } = this;
    let { slots: shortSlots, mask: shortMask, shift: shortShift } = shortTokens;
    let found = 0;
    for (let at = start; at < end; ) {
      let byte = fold[bytes[at]!]!;
      if (byte === 0 && (marks === null || marks[bytes[at]!] === 0)) {
        at++;
        continue;
      }
      const first = at;
      let low = 0;
      let high = 0;
      while (byte !== 0 && byte < 0x80) {
        high = (high << 8) | (low >>> 24);
        low = (low << 8) | byte;
        if (++at >= end) break;
        byte = fold[bytes[at]!]!;
      }
      let characters = at - first;
      while (byte !== 0 && at < end) {
        if (byte >= 0x80) {
          const codePoint = decodeAt(bytes, at);
          if ((characterClass(codePoint) & WORD) === 0) break;
          for (const last = at + sizeOf(codePoint) - 1; at < last; at++) {
            high = (high << 8) | (low >>> 24);
            low = (low << 8) | bytes[at]!;
          }
          byte = bytes[at]!;
        }
        high = (high << 8) | (low >>> 24);
        low = (low << 8) | byte;
        characters++;
        if (++at < end) byte = fold[bytes[at]!]!;
      }
      if (characters < shortest) {
        if (characters > 0) continue;
        const codePoint = decodeAt(bytes, at);
        at += sizeOf(codePoint);
        if (marks === null || (characterClass(codePoint) & SPACE) !== 0) continue;
        low = lowBytes(bytes, first, at);
      }
      let slots = shortSlots;
      let place: number;
      if (at - first <= SHORT_BYTES && low !== 0) {
        let slot = hashPair(low, high) >>> shortShift;
        for (;;) {
          place = slot * SLOT;
          // A free slot holds zeros, which no short token is.
          if (slots[place] === low && slots[place + 1] === high) break;
          if (slots[place + 2] === 0) {
            place = -1;
            break;
          }
          slot = (slot + 1) & shortMask;
        }
        if (place < 0 && !frozen) {
          place = shortTokens.add(low, high, this.nodes++);
          ({ slots: shortSlots, mask: shortMask, shift: shortShift } = shortTokens);
          slots = shortSlots;
        }
      } else {
        const hash = hashBytes(bytes, first, at, fold);
        place = longTokens.find(hash, bytes, first, at, fold);
        if (place < 0 && !frozen) place = longTokens.add(hash, bytes, first, at, fold, this.nodes++);
        slots = longTokens.slots;
      }
      const node = place < 0 ? UNKNOWN : slots[place + 2]! - 1;
      if (node === STOPPED) continue;
      if (countsWords && place >= 0) {
        const latest = slots[place + 3]!;
        if (latest >= firstPosition) counts[latest - base]!++;
        else {
          slots[place + 3] = used + base;
          ids[used] = node;
          counts[used++] = 1;
        }
      }
      symbols[found] = node;
      if (most > 1) path[found] = node;
      found++;
    }
    this.used = used;
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
      this.#touched ^= touchSlots(grams, path, symbols, size, length);
      for (let start = 0; start + size <= length; start++) {
        const parent = path[start]!;
        if (parent === UNKNOWN) continue;
        const symbol = symbols[start + size - 1]!;
        let place = symbol === UNKNOWN ? -1 : grams.findOrFree(parent, symbol);
        if (place < 0) {
          if (this.frozen) {
            path[start] = UNKNOWN;
            continue;
          }
          place = grams.addAt(~place, parent, symbol, this.nodes++);
        }
        const { slots } = grams;
        const node = slots[place + 2]! - 1;
        if (size >= least) this.#enter(slots, place + 3, node);
        path[start] = node;
      }
    }
  }
}

/** Slots for the pairs of words of a long text, about; at most 32 MB of them, as more may never be met. */
function roomForGrams(bytes: number): number {
  return 2 ** Math.min(21, Math.max(12, Math.floor(Math.log2(Math.max(1, bytes / 12)))));
}

/**
 * Reads the slots where a text's n-grams will be looked for. In a large table each is a cache miss; these reads wait for
 * nothing, so that the processor has many under way at once, where the look-ups would wait for one after the other.
 */
function touchSlots(
  { slots, shift }: PairTable,
  parents: Int32Array,
  symbols: Int32Array,
  size: number,
  length: number,
): number {
  let touched = 0;
  for (let start = 0; start + size <= length; start++)
    touched ^= slots[(hashPair(parents[start]!, symbols[start + size - 1]!) >>> shift) * SLOT]!;
  return touched;
}

function hashBytes(bytes: Uint8Array, start: number, end: number, fold: Uint8Array): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ fold[bytes[at]!]!, HASH_FACTOR);
  return hash;
}

function hasZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === 0) return true;
  return false;
}

/** The last four bytes of a short token as an integer. */
function lowBytes(bytes: Uint8Array, start: number, end: number): number {
  let low = 0;
  for (let at = Math.max(start, end - 4); at < end; at++) low = (low << 8) | bytes[at]!;
  return low;
}

/** The up to four bytes of a short token before its last four. */
function highBytes(bytes: Uint8Array, start: number, end: number): number {
  return lowBytes(bytes, start, Math.max(start, end - 4));
}

function skipSpaces(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const codePoint = decodeAt(bytes, at);
    if ((characterClass(codePoint) & SPACE) === 0) break;
    at += sizeOf(codePoint);
  }
  return at;
}
