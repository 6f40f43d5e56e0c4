/** @file A slice's side of the exchange: it does what the leading thread commands, for its own columns. */
import type { TokenRows } from "../text/index.ts";
import type { ColumnSlice } from "./column-slice.ts";
import { Command, type SliceExchange, Word } from "./slice-exchange.ts";

/** A slice with its place in the whole embedding. */
export interface PlacedSlice {
  readonly slice: ColumnSlice;
  /** Which of the slices it is. */
  readonly rank: number;
  /** Columns [start, end) of the embedding. */
  readonly start: number;
  readonly end: number;
  /** Columns of the whole embedding. */
  readonly width: number;
  /** Arrays that were taken from the exchange, until `restore`. */
  readonly taken: Map<string, Float32Array>;
  readonly train: TokenRows;
  readonly validation: TokenRows | undefined;
}

/** Does one command. */
export function obey(command: number, exchange: SliceExchange, placed: PlacedSlice): void {
  const { slice, rank, train, validation } = placed;
  const { words, numbers } = exchange;
  const rowCount = words[Word.rowCount]!;
  const arrayName = slice.arrayNames[words[Word.array]!]!;
  const features = exchange.array.length / placed.width;
  switch (command) {
    case Command.poolTraining:
      poolInto(exchange, placed, train, rowCount);
      break;
    case Command.poolValidation:
      if (validation === undefined) throw new Error("There is no validation set to pool.");
      poolInto(exchange, placed, validation, rowCount);
      break;
    case Command.scatter:
      scatter(exchange, placed);
      numbers[2 + rank] = slice.squares();
      break;
    case Command.step:
      if (words[Word.scatterFirst] !== 0) scatter(exchange, placed);
      slice.step({ step: words[Word.step]!, learningRate: numbers[0]!, gradientScale: numbers[1]! });
      if (words[Word.upcomingCount] !== 0) poolInto(exchange, placed, train, words[Word.upcomingCount]!);
      break;
    case Command.give:
      copyOut(slice.arrays()[arrayName]!, exchange.array, features, placed);
      break;
    case Command.take: {
      const part = new Float32Array(features * (placed.end - placed.start));
      copyIn(exchange.array, part, features, placed);
      placed.taken.set(arrayName, part);
      break;
    }
    case Command.restore:
      slice.restore(Object.fromEntries(placed.taken));
      placed.taken.clear();
  }
}

function poolInto(exchange: SliceExchange, placed: PlacedSlice, texts: TokenRows, count: number): void {
  placed.slice.pool(texts, exchange.rows.subarray(0, count));
  copyOut(placed.slice.pooled, exchange.pooled, count, placed);
}

function scatter(exchange: SliceExchange, placed: PlacedSlice): void {
  copyIn(exchange.pooledGradient, placed.slice.pooledGradient, exchange.words[Word.rowCount]!, placed);
  placed.slice.scatter();
}

type Place = Pick<PlacedSlice, "start" | "end" | "width">;

/** A slice's columns into the whole. */
function copyOut(part: Float32Array, whole: Float32Array, rows: number, { start, end, width }: Place): void {
  const partWidth = end - start;
  for (let row = 0, from = 0, to = start; row < rows; row++, to += width - partWidth)
    for (let column = 0; column < partWidth; column++) whole[to++] = part[from++]!;
}

/** The whole's columns into a slice. */
function copyIn(whole: Float32Array, part: Float32Array, rows: number, { start, end, width }: Place): void {
  const partWidth = end - start;
  for (let row = 0, from = start, to = 0; row < rows; row++, from += width - partWidth)
    for (let column = 0; column < partWidth; column++) part[to++] = whole[from++]!;
}
