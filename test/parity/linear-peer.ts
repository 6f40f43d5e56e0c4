/** @file scikit-learn's linear models on real texts: what it was given and what it found. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runPeer } from "./peer-python.ts";
import { sharedData } from "./shared-data.ts";

/** 77 labels. */
export const banking = { file: "banking77/banking77-train.csv", text: "text", label: "label" };
/** Two labels. */
export const imdb = { file: "imdb/imdb-sample.csv", text: "review", label: "sentiment" };

/** A fit to ask for. */
export interface PeerCase {
  readonly file: string;
  readonly text: string;
  readonly label: string;
  readonly model: "logistic" | "multinomial" | "complement" | "nb-logistic" | "svm";
  /** scikit-learn's arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly min_df: number;
  readonly weighted: boolean;
}

/** The matrix, labels and weights that scikit-learn was given, and what it found. */
export async function askLinearPeer({ file, text, label, ...settings }: PeerCase) {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-linear-"));
  try {
    const script = path.join(import.meta.dirname, "linear_peer.py");
    const printed = await runPeer(script, [folder, sharedData(file)!, text, label, JSON.stringify(settings)]);
    const { columns, classes } = JSON.parse(printed) as { readonly columns: number; readonly classes: number };
    const read = (name: string) => arrayOf(path.join(folder, name));
    const labelIds = new Int32Array(read("labels"));
    return {
      matrix: {
        rows: labelIds.length,
        columns,
        offsets: new Float64Array(read("offsets")),
        indices: new Int32Array(read("indices")),
        values: new Float32Array(read("values")),
      },
      labelIds,
      classes,
      sampleWeights: new Float64Array(read("weights")),
      coefficients: new Float64Array(read("coefficients")),
      intercepts: new Float64Array(read("intercepts")),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function arrayOf(file: string): ArrayBuffer {
  const bytes = readFileSync(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** @throws where any two numbers are further apart than the tolerance */
export function assertClose(what: string, actual: ArrayLike<number>, expected: Float64Array, tolerance: number): void {
  assert.equal(actual.length, expected.length);
  let largest = 0;
  for (let index = 0; index < actual.length; index++)
    largest = Math.max(largest, Math.abs(actual[index]! - expected[index]!));
  assert.ok(largest <= tolerance, `${what} differ by ${largest}`);
}
