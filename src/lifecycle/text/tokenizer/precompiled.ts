/**
 * @file SentencePiece's map of character sequences (Kudo & Richardson 2018): a double-array trie over UTF-8 (Darts) and
 * the texts it points to.
 */
import { type AlignedText, type ChangedPoint, changePoints } from "./aligned-text.ts";
import { InvalidTokenizerError } from "./errors.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
/** Longer graphemes are mapped code point by code point. */
const LONGEST_GRAPHEME = 5;

/** Makes the step that applies a map. @throws InvalidTokenizerError */
export function precompiled(charsmap: string): (source: AlignedText) => AlignedText {
  const bytes = Buffer.from(charsmap, "base64");
  const size = bytes.length < 4 ? -1 : bytes.readUInt32LE(0);
  if (size < 4 || size % 4 !== 0 || size + 4 > bytes.length)
    throw new InvalidTokenizerError("normalizer.precompiled_charsmap", "the map is cut short");
  const trie = Uint32Array.from({ length: size / 4 }, (_, unit) => bytes.readUInt32LE(4 + unit * 4));
  const texts = bytes.subarray(4 + size);
  const known = new Map<string, string | null>();

  function mapped(part: string): string | null {
    let result = known.get(part);
    if (result === undefined) {
      const place = firstPrefix(trie, encoder.encode(part));
      result = place < 0 || place > texts.length ? null : textAt(texts, place);
      if (known.size < 10_000) known.set(part, result);
    }
    return result;
  }

  return (source) => {
    const points: { point: string; change: number }[] = [];
    let isChanged = false;
    const put = (part: string, next: string) => {
      isChanged = true;
      const added = [...next];
      const more = added.length - [...part].length;
      for (const [number, point] of added.entries())
        points.push({ point, change: number >= added.length - Math.max(0, more) ? 1 : 0 });
      if (more < 0 && points.length > 0) points.at(-1)!.change += more;
    };
    for (const { segment } of graphemes.segment(source.text)) {
      const whole = encoder.encode(segment).length <= LONGEST_GRAPHEME ? mapped(segment) : null;
      if (whole !== null) put(segment, whole);
      else
        for (const point of segment) {
          const next = mapped(point);
          if (next === null) points.push({ point, change: 0 });
          else put(point, next);
        }
    }
    return isChanged ? changePoints(source, points satisfies ChangedPoint[]) : source;
  };
}

/** The value of the shortest key that the bytes begin with, or -1. */
function firstPrefix(trie: Uint32Array, bytes: Uint8Array): number {
  let node = offsetOf(trie[0]!);
  for (const byte of bytes) {
    if (byte === 0) return -1;
    node ^= byte;
    const unit = trie[node];
    if (unit === undefined || (unit & 0x800000ff) >>> 0 !== byte) return -1;
    node ^= offsetOf(unit);
    if ((unit >>> 8) & 1) return (trie[node] ?? 0) & 0x7fffffff;
  }
  return -1;
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
}

/** The text that starts at a place and ends with a zero. */
function textAt(texts: Uint8Array, place: number): string {
  const end = texts.indexOf(0, place);
  return decoder.decode(texts.subarray(place, end < 0 ? texts.length : end));
}
