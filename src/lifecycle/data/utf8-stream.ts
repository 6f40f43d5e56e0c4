/**
 * @file Whatever the encoding, UTF-8 comes out: UTF-8 with or without a byte-order mark, UTF-16, windows-1252 (of which
 * latin-1 is a part). ASCII so far says nothing, so the choice is made where the first other byte appears.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { UnknownFormatError } from "./errors.ts";
import { joinedBytes } from "./joined-bytes.ts";

/** How a file's characters are stored. */
export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What was seen; complete once the stream was read. */
export interface DecodedFacts {
  encoding: TextEncodingName;
  byteOrderMark: boolean;
  /** Whether bytes that mean nothing in the encoding became U+FFFD. */
  hasInvalidBytes: boolean;
  hasNulBytes: boolean;
}

/** A stream of UTF-8 and what is known of it. */
export interface Utf8Stream {
  readonly chunks: AsyncIterable<Buffer>;
  readonly facts: Readonly<DecodedFacts>;
}

/** Decodes a stream of bytes. Chunks never end within a character. @throws UnknownFormatError for UTF-32 */
export function utf8Stream(chunks: AsyncIterable<Buffer>, file: string): Utf8Stream {
  const facts: DecodedFacts = { encoding: "utf-8", byteOrderMark: false, hasInvalidBytes: false, hasNulBytes: false };
  return { facts, chunks: decode(chunks, file, facts) };
}

async function* decode(source: AsyncIterable<Buffer>, file: string, facts: DecodedFacts): AsyncGenerator<Buffer> {
  let step: ((chunk: Buffer, last: boolean) => Buffer) | undefined;
  let held: Buffer | undefined;
  for await (let chunk of source) {
    if (step === undefined) {
      if (held !== undefined) chunk = Buffer.concat([held, chunk]);
      if (chunk.length < 4) {
        held = chunk;
        continue;
      }
      held = undefined;
      step = decoderFor(chunk, file, facts);
    }
    const decoded = step(chunk, false);
    facts.hasNulBytes ||= decoded.includes(0);
    if (decoded.length > 0) yield decoded;
  }
  step ??= decoderFor(held ?? Buffer.alloc(0), file, facts);
  const rest = step(held ?? Buffer.alloc(0), true);
  facts.hasNulBytes ||= rest.includes(0);
  if (rest.length > 0) yield rest;
}

function decoderFor(head: Buffer, file: string, facts: DecodedFacts): (chunk: Buffer, last: boolean) => Buffer {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw new UnknownFormatError(file, "it is text in UTF-32");
  const little = a === 0xff && b === 0xfe;
  const big = a === 0xfe && b === 0xff;
  facts.byteOrderMark = little || big || (a === 0xef && b === 0xbb && c === 0xbf);
  if (little || big) facts.encoding = little ? "utf-16le" : "utf-16be";
  else if (!facts.byteOrderMark) facts.encoding = utf16WithoutMark(head) ?? "utf-8";
  return facts.encoding === "utf-8" ? utf8OrWindows(facts) : withTextDecoder(facts);
}

/** Mostly Latin text in UTF-16 has a NUL in every other byte. */
function utf16WithoutMark(head: Buffer): TextEncodingName | undefined {
  const pairs = Math.min(head.length, 4096) >> 1;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (head[at] === 0) zeros[at & 1]!++;
  if (zeros[1]! > pairs * 0.7 && zeros[0]! < pairs * 0.1) return "utf-16le";
  if (zeros[0]! > pairs * 0.7 && zeros[1]! < pairs * 0.1) return "utf-16be";
  return undefined;
}

const REPLACEMENT = Buffer.from("\ufffd");

function withTextDecoder(facts: DecodedFacts): (chunk: Buffer, last: boolean) => Buffer {
  const decoder = new TextDecoder(facts.encoding);
  return (chunk, last) => {
    const decoded = Buffer.from(decoder.decode(chunk, { stream: !last }), "utf8");
    if (decoded.includes(REPLACEMENT)) facts.hasInvalidBytes = true;
    return decoded;
  };
}

function utf8OrWindows(facts: DecodedFacts): (chunk: Buffer, last: boolean) => Buffer {
  let tail: Buffer = Buffer.alloc(0);
  let first = true;
  let seenMultibyte = false;
  const windows = new TextDecoder("windows-1252");
  return (chunk, last) => {
    if (first && facts.byteOrderMark) chunk = chunk.subarray(3);
    first = false;
    let bytes = joinedBytes(tail, chunk);
    if (facts.encoding === "windows-1252") return Buffer.from(windows.decode(bytes), "utf8");
    const cut = last ? 0 : incompleteTail(bytes);
    tail = bytes.subarray(bytes.length - cut);
    bytes = bytes.subarray(0, bytes.length - cut);
    if (isUtf8(bytes)) {
      seenMultibyte ||= !isAscii(bytes);
      return bytes;
    }
    const text = bytes.toString("utf8");
    if (!seenMultibyte && !facts.byteOrderMark && isMoreBrokenThanNot(text)) {
      facts.encoding = "windows-1252";
      const whole = Buffer.concat([bytes, tail]);
      tail = Buffer.alloc(0);
      return Buffer.from(windows.decode(whole), "utf8");
    }
    seenMultibyte = true;
    facts.hasInvalidBytes = true;
    return Buffer.from(text, "utf8");
  };
}

function isMoreBrokenThanNot(text: string): boolean {
  let broken = 0;
  let other = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) broken++;
    else if (unit >= 0x80) other++;
  }
  return broken >= other;
}

/** How many bytes at the end begin a character that is not complete. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
}
