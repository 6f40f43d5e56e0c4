/** @file Pretrained word vectors from a `.vec` file, as a stream: only the words that are asked for are kept. */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { CancelledError, ignoreProgress, type Progress } from "../../foundation/index.ts";
import { BadVectorsError, UnreadableVectorsError, VectorWidthError } from "./errors.ts";

/** Vectors of words, in the order in which the words were asked for. */
export interface WordVectors {
  readonly width: number;
  /** Row-major [words, width]; zeros where the file has no such word. */
  readonly vectors: Float32Array;
  /** [words] 1 where the file has the word, else 0. */
  readonly isFound: Uint8Array;
  /** How many of the words the file has. */
  readonly found: number;
}

/** How vectors are read. */
export interface WordVectorsOptions {
  /** The width that the vectors must have; any where absent. */
  readonly width?: number | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
/** No line of vectors is longer; what is, is no such file. */
const LONGEST_LINE_BYTES = 1 << 24;

/**
 * Reads fastText's (and word2vec's) text format, plain or gzip: a line `<words> <width>`, then for each word a line with
 * the word and its numbers. Every line is checked; memory grows with the words asked for, not with the file. Of a word
 * that comes twice the first vector counts.
 * @throws UnreadableVectorsError, BadVectorsError (with the line), VectorWidthError, CancelledError
 */
export async function readWordVectors(
  file: string,
  words: readonly string[],
  options: WordVectorsOptions = {},
): Promise<WordVectors> {
  const places = new Map(words.map((word, place) => [word, place]));
  const isFound = new Uint8Array(words.length);
  let header: Header | undefined;
  let vectors = new Float32Array(0);
  let found = 0;
  let number = 0;
  for await (const line of linesOf(file, options)) {
    number++;
    if (header === undefined) {
      header = parseHeader(file, line);
      if (options.width !== undefined && header.width !== options.width)
        throw new VectorWidthError(file, header.width, options.width);
      vectors = new Float32Array(words.length * header.width);
      continue;
    }
    if (number - 1 > header.words)
      throw new BadVectorsError(file, number, `its first line announces ${header.words} words, but there are more`);
    const start = numbersStart(file, number, line, header.width);
    const word = line.toString("utf8", 0, start - 1);
    const place = places.get(word);
    if (place === undefined || isFound[place] === 1) continue;
    isFound[place] = 1;
    found++;
    parseNumbers(file, number, line.toString("latin1", start), vectors, place * header.width, header.width);
  }
  if (header === undefined) throw new BadVectorsError(file, 1, "the file is empty");
  if (number - 1 < header.words)
    throw new BadVectorsError(
      file,
      1,
      `it announces ${header.words} words, but the file has ${number - 1}: it is cut off or its header is wrong`,
    );
  return { width: header.width, vectors, isFound, found };
}

interface Header {
  readonly words: number;
  readonly width: number;
}

function parseHeader(file: string, line: Buffer): Header {
  const match = /^(\d+) (\d+) *$/.exec(line.toString("latin1", 0, Math.min(line.length, 64)));
  const [words, width] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || !Number.isSafeInteger(words) || width < 1 || width > 1e6)
    throw new BadVectorsError(file, 1, 'the first line must be "<number of words> <width>", for example "2000000 300"');
  return { words, width };
}

/** Where the numbers of a line begin; what is before the space in front of them is the word, which may hold spaces. */
function numbersStart(file: string, number: number, line: Buffer, width: number): number {
  let end = line.length;
  while (end > 0 && line[end - 1] === SPACE) end--;
  let fields = 1;
  for (let at = 0; at < end; at++) if (line[at] === SPACE) fields++;
  let start = 0;
  let skip = fields - width;
  if (skip < 1) throw wrongWidth(file, number, fields - 1, width);
  if (skip > 1) {
    const second = line.toString("latin1", line.indexOf(SPACE) + 1, end).split(" ", 1)[0]!;
    if (second !== "" && Number.isFinite(Number(second))) throw wrongWidth(file, number, fields - 1, width);
  }
  for (; skip > 0; skip--) start = line.indexOf(SPACE, start) + 1;
  return start;
}

function wrongWidth(file: string, number: number, given: number, width: number): BadVectorsError {
  return new BadVectorsError(
    file,
    number,
    `it has ${given} numbers where the first line announces a width of ${width}`,
  );
}

function parseNumbers(
  file: string,
  number: number,
  text: string,
  vectors: Float32Array,
  at: number,
  width: number,
): void {
  const fields = text.split(" ", width);
  for (let column = 0; column < width; column++) {
    const field = fields[column]!;
    const value = Number(field);
    if (field === "" || !Number.isFinite(value))
      throw new BadVectorsError(file, number, `${JSON.stringify(field.slice(0, 40))} is not a number`);
    vectors[at + column] = value;
  }
}

/** Lines without their ends; a line is valid until the next. */
async function* linesOf(
  file: string,
  { progress = ignoreProgress, signal }: WordVectorsOptions,
): AsyncGenerator<Buffer> {
  const task = `Reading ${path.basename(file)}`;
  const { total, gzip } = await factsOf(file);
  let read = 0;
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  raw.on("data", (chunk) => {
    read += chunk.length;
  });
  const stream = gzip ? pipeline(raw, createGunzip(), () => {}) : raw;
  let tail: Buffer = Buffer.alloc(0);
  let lines = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (signal?.aborted) throw new CancelledError(task);
      const chunk = tail.length === 0 ? piece : Buffer.concat([tail, piece]);
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        lines++;
        yield chunk.subarray(start, chunk[end - 1] === 0x0d && end > start ? end - 1 : end);
        start = end + 1;
      }
      tail = chunk.subarray(start);
      if (tail.length > LONGEST_LINE_BYTES) throw new BadVectorsError(file, lines + 1, "the line has no end");
      progress({ task, done: read, total, unit: "bytes" });
    }
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!code.startsWith("Z_")) throw error;
    throw new UnreadableVectorsError(file, `its gzip packing cannot be undone (${message})`, error);
  } finally {
    raw.destroy();
  }
  if (tail.length > 0) yield tail;
  progress({ task, done: total, total, unit: "bytes", finished: true });
}

async function factsOf(file: string): Promise<{ readonly total: number; readonly gzip: boolean }> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw new UnreadableVectorsError(file, "it is not a file");
    const handle = await open(file, "r");
    try {
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return { total: facts.size, gzip: buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new UnreadableVectorsError(file, "there is no such file", error);
    if (code === "EACCES" || code === "EPERM") throw new UnreadableVectorsError(file, "permission denied", error);
    throw error;
  }
}
