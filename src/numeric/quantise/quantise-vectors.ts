/**
 * @file Product quantisation (Jégou, Douze & Schmid 2011) of a table's rows, with their lengths apart (fastText's
 * `qnorm`): a row is its length times a direction, each part of which is the nearest of 256 centres.
 */
import type { Random } from "../../foundation/index.ts";
import { assignNearest, kMeans } from "./k-means.ts";

/** A table in a byte for each part of a row and one for its length. */
export interface QuantisedVectors {
  readonly rows: number;
  readonly parts: number;
  /** Numbers of a part; the last part of a row may end in zeros that its width does not have. */
  readonly partWidth: number;
  /** [rows, parts] */
  readonly codes: Uint8Array;
  /** [parts, 256, partWidth] */
  readonly centres: Float32Array;
  /** [rows] */
  readonly lengthCodes: Uint8Array;
  /** [256], the first of them 0: the length of rows of zeros. */
  readonly lengths: Float32Array;
}

/** How a table is quantised. */
export interface QuantiseOptions {
  /** Numbers of a row. */
  readonly width: number;
  readonly partWidth: number;
  readonly random: Random;
  /** Called after each part; may throw to stop. */
  readonly onPart?: (done: number, parts: number) => void;
}

const CENTRES = 256;
const ITERATIONS = 15;
/** Rows that centres are learnt from. */
const SAMPLE = 1 << 14;

/** Quantises `table` [rows, width]. The same seed gives the same bits. */
export function quantiseVectors(
  table: Float32Array,
  { width, partWidth, random, onPart }: QuantiseOptions,
): QuantisedVectors {
  const rows = table.length / width;
  const parts = Math.ceil(width / partWidth);
  const lengthsOfRows = rowLengths(table, width);
  const sample = random.split("sample").permutation(rows).subarray(0, SAMPLE);

  const lengths = new Float32Array(CENTRES);
  const nonZero = lengthsOfRows.filter((length) => length > 0);
  const chosen = random.split("lengths").permutation(nonZero.length).subarray(0, SAMPLE);
  const lengthPoints = Float32Array.from(chosen, (row) => nonZero[row]!);
  const lengthOptions = { width: 1, centres: CENTRES - 1, iterations: ITERATIONS, random: random.split("length") };
  lengths.set(kMeans(lengthPoints, lengthOptions), 1);
  const lengthCodes = new Uint8Array(rows);
  assignNearest(lengthsOfRows, lengths, 1, lengthCodes, 0, 1);

  const codes = new Uint8Array(rows * parts);
  const centres = new Float32Array(parts * CENTRES * partWidth);
  for (let part = 0; part < parts; part++) {
    const pointsOf = (some: ArrayLike<number>) =>
      directions(table, width, lengthsOfRows, part * partWidth, partWidth, some);
    const own = kMeans(pointsOf(sample), {
      width: partWidth,
      centres: CENTRES,
      iterations: ITERATIONS,
      random: random.split(`part ${part}`),
    });
    centres.set(own, part * own.length);
    assignNearest(pointsOf(Array.from({ length: rows }, (_, row) => row)), own, partWidth, codes, part, parts);
    onPart?.(part + 1, parts);
  }
  return { rows, parts, partWidth, codes, centres, lengthCodes, lengths };
}

/** The table that the codes stand for, [rows, width]. */
export function restoreVectors(
  { rows, parts, partWidth, codes, centres, lengthCodes, lengths }: QuantisedVectors,
  width: number,
): Float32Array {
  const table = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const length = lengths[lengthCodes[row]!]!;
    for (let column = 0; column < width; column++) {
      const part = Math.floor(column / partWidth);
      const centre = part * CENTRES + codes[row * parts + part]!;
      table[row * width + column] = length * centres[centre * partWidth + (column % partWidth)]!;
    }
  }
  return table;
}

function rowLengths(table: Float32Array, width: number): Float32Array {
  return Float32Array.from({ length: table.length / width }, (_, row) => {
    let squares = 0;
    for (let at = row * width; at < (row + 1) * width; at++) squares += table[at]! ** 2;
    return Math.sqrt(squares);
  });
}

/** One part of the directions of some rows, [some, partWidth]; zeros behind the width and for rows of zeros. */
function directions(
  table: Float32Array,
  width: number,
  lengths: Float32Array,
  first: number,
  partWidth: number,
  some: ArrayLike<number>,
): Float32Array {
  const points = new Float32Array(some.length * partWidth);
  for (let point = 0; point < some.length; point++) {
    const row = some[point]!;
    const length = lengths[row]!;
    if (length === 0) continue;
    for (let column = 0; column < partWidth && first + column < width; column++)
      points[point * partWidth + column] = table[row * width + first + column]! / length;
  }
  return points;
}
