/** @file Compares our matrices with scikit-learn's on the same texts. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseConfig } from "../../src/foundation/index.ts";
import { fitTextPipeline, type TextColumn } from "../../src/lifecycle/text/index.ts";
import { textPipelineConfig } from "../../src/lifecycle/text/text-pipeline.config.ts";
import { fitTfidf } from "../../src/lifecycle/text/tfidf.ts";
import type { CompressedRows } from "../../src/numeric/sparse/index.ts";
import { runPeer } from "./peer-python.ts";
import { sharedData } from "./shared-data.ts";

/** One setting, in our words. */
export interface FeatureCase {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>> & { readonly type: "tfidf/v1" | "hashing/v1" };
}

/** The texts to compare on. */
export interface FeatureTexts {
  readonly file: string;
  readonly column: string;
  /** 0: all; otherwise a fixed random choice. */
  readonly rows: number;
}

/** scikit-learn's name of one of our settings. */
function peerOptions(settings: FeatureCase["settings"]): Record<string, unknown> {
  const names: Readonly<Record<string, string>> = { features: "n_features", maxDf: "max_df", minDf: "min_df" };
  const options = Object.entries(settings).filter(([name]) => name !== "type");
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(options.map(([name, value]) => [names[name] ?? snake(name), value]));
}

/** Asserts the same vocabulary and values within 1e-12 (1e-6 for hashing, which has single precision only). */
export async function compareFeatures(texts: FeatureTexts, cases: readonly FeatureCase[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-parity-"));
  try {
    const peerCases = cases.map(({ name, settings }) => ({
      name,
      vectorizer: settings.type === "hashing/v1" ? "hashing" : "tfidf",
      options: peerOptions(settings),
    }));
    const { file, column, rows } = texts;
    const script = path.join(import.meta.dirname, "text_features.py");
    await runPeer(script, [sharedData(file)!, column, String(rows), folder, JSON.stringify(peerCases)]);
    const sameTexts = await readStrings(folder, "texts");
    for (const featureCase of cases) await compareCase(folder, sameTexts, featureCase);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compareCase(folder: string, texts: TextColumn, { name, settings }: FeatureCase): Promise<void> {
  const config = parseConfig(textPipelineConfig, settings, name);
  let rows: CompressedRows<Float32Array | Float64Array>;
  let tolerance = 1e-12;
  if (config.type === "tfidf/v1") {
    const { fitted, rows: double } = await fitTfidf(config, texts, { double: true });
    const terms = await readStrings(folder, `${name}.terms`);
    const bytes = Buffer.from(fitted.terms.bytes);
    assert.equal(fitted.terms.length, terms.length, `${name}: size of the vocabulary`);
    assert.ok(bytes.equals(Buffer.from(terms.bytes)), `${name}: vocabulary`);
    assert.ok(sameNumbers(fitted.terms.offsets, terms.offsets), `${name}: terms`);
    rows = double;
  } else {
    const { encoded } = await fitTextPipeline(config, texts);
    assert.equal(encoded.kind, "rows");
    rows = (encoded as { readonly rows: CompressedRows }).rows;
    tolerance = 1e-6;
  }
  const peer = (part: string) => readNumbers(path.join(folder, `${name}.${part}`));
  assert.ok(sameNumbers(rows.offsets, await peer("offsets")), `${name}: offsets`);
  const indices = await readFile(path.join(folder, `${name}.indices`));
  assert.ok(
    sameNumbers(rows.indices, new Int32Array(indices.buffer, indices.byteOffset, indices.length / 4)),
    `${name}: columns`,
  );
  const values = await peer("values");
  let furthest = 0;
  for (let at = 0; at < values.length; at++) furthest = Math.max(furthest, Math.abs(values[at]! - rows.values[at]!));
  assert.ok(furthest <= tolerance, `${name}: values differ by ${furthest}`);
}

function sameNumbers(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

async function readNumbers(file: string): Promise<Float64Array<SharedArrayBuffer>> {
  const content = await readFile(file);
  const numbers = new Float64Array(new SharedArrayBuffer(content.length));
  new Uint8Array(numbers.buffer).set(content);
  return numbers;
}

async function readStrings(folder: string, name: string): Promise<TextColumn> {
  const content = await readFile(path.join(folder, `${name}.bytes`));
  const bytes = new Uint8Array(new SharedArrayBuffer(content.length));
  bytes.set(content);
  const offsets = await readNumbers(path.join(folder, `${name}.offsets`));
  return { length: offsets.length - 1, bytes, offsets };
}
