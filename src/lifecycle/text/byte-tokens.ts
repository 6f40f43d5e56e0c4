/** @file The tokens of one text, found in its UTF-8 without making strings, each with fastText's hash. */
import { hashByte, TOKEN_HASH_START } from "./ngram-hash.ts";
import type { NgramIdsConfig } from "./ngram-ids.config.ts";
import { createNormaliser } from "./normalise/normalise-text.ts";
import { createPreprocessor } from "./preprocess.ts";
import { characterClass, SPACE, WORD } from "./unicode-classes.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const identity = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** What a character does: parts tokens, belongs to one, or is one by itself. */
const SEPARATES = 0;
const BELONGS = 1;
const STANDS_ALONE = 2;

/** Steps above those of bytes: a token by itself; a character beyond ASCII, which has to be looked at. */
const ALONE = 0x100;
const FURTHER = 0x200;

/**
 * Cuts one text at a time. Token `i` is `fold[bytes[starts[i] … ends[i]]]` with the signed hash `hashes[i]`, for `i` below
 * `count`; valid until the next text.
 */
export class ByteTokens {
  bytes: Uint8Array = new Uint8Array(0);
  fold: Uint8Array = identity;
  starts = new Int32Array(1 << 10);
  ends = new Int32Array(1 << 10);
  hashes = new Int32Array(1 << 10);
  count = 0;
  readonly #kind: NgramIdsConfig["tokens"];
  readonly #normalise: ((text: string) => string) | null;
  readonly #prepare: (text: string) => string;
  readonly #lower: Uint8Array;
  /** [256] What a byte of a text in ASCII does: 0 where it separates, itself (folded) where it belongs to a token. */
  readonly #steps: Uint16Array;
  /** [256] The same for a prepared text, in which nothing is folded. */
  readonly #plainSteps: Uint16Array;
  #scratch = new Uint8Array(1 << 12);

  constructor({ normalise, tokens, lowercase }: Pick<NgramIdsConfig, "normalise" | "tokens" | "lowercase">) {
    this.#kind = tokens;
    this.#normalise = normalise.length === 0 ? null : createNormaliser(normalise);
    this.#prepare = createPreprocessor({ lowercase, stripAccents: null });
    this.#lower = lowercase ? identity.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)) : identity;
    this.#steps = stepsOf(tokens, this.#lower);
    this.#plainSteps = stepsOf(tokens, identity);
  }

  /** Cuts a text given as UTF-8. */
  cutBytes(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at++) {
      if (bytes[at]! < 0x80 && this.#normalise === null) continue;
      // Decoding copies shared bytes first: TextDecoder takes none.
      this.cutText(decoder.decode(bytes.slice(start, end)));
      return;
    }
    this.bytes = bytes;
    this.fold = this.#lower;
    this.#scan(start, end);
  }

  /** Cuts a text. */
  cutText(text: string): void {
    const prepared = this.#prepare(this.#normalise === null ? text : this.#normalise(text));
    if (this.#scratch.length < prepared.length * 3) this.#scratch = new Uint8Array(prepared.length * 4);
    this.bytes = this.#scratch;
    this.fold = identity;
    this.#scan(0, encoder.encodeInto(prepared, this.#scratch).written);
  }

  #scan(start: number, end: number): void {
    const { bytes } = this;
    const steps = bytes === this.#scratch ? this.#plainSteps : this.#steps;
    let { starts, ends, hashes } = this;
    let count = 0;
    for (let at = start; at < end; ) {
      const first = at;
      let hash = TOKEN_HASH_START;
      let step = steps[bytes[at]!]!;
      for (;;) {
        while ((step - 1) >>> 0 < 0x7f) {
          hash = Math.imul(hash ^ step, 0x01000193); // a byte below 0x80 has no sign to extend
          at++;
          if (at >= end) break;
          step = steps[bytes[at]!]!;
        }
        if (step !== FURTHER || at >= end) break;
        const next = at + sizeOf(bytes[at]!);
        if (this.#roleAt(at) !== BELONGS) break;
        while (at < next) hash = hashByte(hash, bytes[at++]!);
        if (at >= end) break;
        step = steps[bytes[at]!]!;
      }
      if (count + 2 > starts.length) ({ starts, ends, hashes } = this.#grow());
      if (at > first) {
        starts[count] = first;
        ends[count] = at;
        hashes[count++] = hash;
      }
      if (at >= end) break;
      const own = at;
      at += sizeOf(bytes[at]!);
      if (step === SEPARATES || (step === FURTHER && this.#roleAt(own) === SEPARATES)) continue;
      hash = TOKEN_HASH_START;
      for (let byte = own; byte < at; byte++) hash = hashByte(hash, this.fold[bytes[byte]!]!);
      starts[count] = own;
      ends[count] = at;
      hashes[count++] = hash;
    }
    this.count = count;
  }

  /** The role of a character beyond ASCII. */
  #roleAt(at: number): number {
    return roleOf(codePointAt(this.bytes, at, sizeOf(this.bytes[at]!)), this.#kind);
  }

  #grow() {
    for (const name of ["starts", "ends", "hashes"] as const) {
      const grown = new Int32Array(this[name].length * 2);
      grown.set(this[name]);
      this[name] = grown;
    }
    return this;
  }
}

function stepsOf(kind: NgramIdsConfig["tokens"], fold: Uint8Array): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    if (byte >= 0x80) return FURTHER;
    const role = roleOf(byte, kind);
    // A NUL that belongs to a token cannot say so as itself, and is taken the long way.
    return role === SEPARATES ? SEPARATES : role === STANDS_ALONE ? ALONE : fold[byte]! === 0 ? FURTHER : fold[byte]!;
  });
}

function roleOf(codePoint: number, kind: NgramIdsConfig["tokens"]): number {
  const classes = characterClass(codePoint);
  if ((classes & WORD) !== 0) return BELONGS;
  if (kind === "words" || (classes & SPACE) !== 0) return SEPARATES;
  return kind === "whitespace" ? BELONGS : STANDS_ALONE;
}

function sizeOf(first: number): number {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function codePointAt(bytes: Uint8Array, at: number, size: number): number {
  const first = bytes[at]!;
  if (size === 1) return first;
  const second = bytes[at + 1]! & 0x3f;
  if (size === 2) return ((first & 0x1f) << 6) | second;
  const third = bytes[at + 2]! & 0x3f;
  if (size === 3) return ((first & 0x0f) << 12) | (second << 6) | third;
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | (bytes[at + 3]! & 0x3f);
}
