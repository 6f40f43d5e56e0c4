/** @file A fitted pipeline around any encoder: many texts in worker threads, a few at once on this one. */
import { RowCollector } from "./encode-texts.ts";
import { sharedFloat32, sharedFloat64, sharedInt32 } from "./shared-arrays.ts";
import { divideTexts } from "./text-blocks.ts";
import { type TextColumn, textAt } from "./text-column.ts";
import { createEncoder, type EncoderState, type TextEncoderOfRows } from "./text-encoder.ts";
import type { EncodedTexts, FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
import { FEW_BYTES, withThreads } from "./text-threads.ts";

/** What tells one pipeline from another. */
export interface PipelineParts
  extends Pick<
    FittedTextPipeline,
    "config" | "featureCount" | "featureName" | "files" | "withFeatures" | "wordCount" | "locate"
  > {
  /** Whether the state lies in shared memory and is handed to other threads at no cost. */
  readonly isStateShared?: true;
  /** What an encoder knows; called once, when it is first needed. */
  state(): EncoderState;
}

/** Makes a pipeline. */
export function fittedPipeline({ state, isStateShared, ...parts }: PipelineParts): FittedTextPipeline {
  const { featureCount } = parts;
  let made: TextEncoderOfRows | undefined;
  const encoder = () => {
    made ??= createEncoder(state());
    return made;
  };
  return {
    ...parts,
    ...(isStateShared ? { encoderState: () => encoder().state() } : {}),
    transformBatch: (texts) => encodeHere(featureCount, encoder(), texts.length, (row) => texts[row]!),
    async transform(texts, options = {}) {
      if (texts.bytes.length < FEW_BYTES)
        return encodeHere(featureCount, encoder(), texts.length, (row) => textAt(texts, row));
      return encodeInThreads(featureCount, encoder(), texts, options);
    },
  };
}

function encodeHere(
  featureCount: number,
  encoder: TextEncoderOfRows,
  texts: number,
  text: (row: number) => string,
): EncodedTexts {
  const offsets = new Float64Array(texts + 1);
  if (texts === 1) {
    offsets[1] = encoder.encodeText(text(0));
    return encodedTexts(
      featureCount,
      offsets,
      latestRow(encoder, offsets[1]),
      cutTexts(encoder, Number(encoder.isCut)),
    );
  }
  const rows = new RowCollector(encoder);
  for (let row = 0; row < texts; row++) offsets[row + 1] = offsets[row]! + rows.add(encoder.encodeText(text(row)));
  return encodedTexts(featureCount, offsets, rows.copy(), cutTexts(encoder, rows.cutTexts));
}

/** A row on its own, in buffers of its own: what a server is asked for most. */
function latestRow({ ids, values }: TextEncoderOfRows, length: number) {
  return { ids: ids.slice(0, length), values: values === null ? null : new Float32Array(values.subarray(0, length)) };
}

async function encodeInThreads(
  featureCount: number,
  encoder: TextEncoderOfRows,
  texts: TextColumn,
  options: TransformOptions,
): Promise<EncodedTexts> {
  const state = encoder.state();
  const blocks = divideTexts(texts);
  const rowEntries = sharedInt32(texts.length);
  const encoded = await withThreads(texts, options, (threads) =>
    Promise.all(
      Array.from({ length: threads.threads }, () => threads.run("encodeTexts", { state, blocks, rowEntries })),
    ),
  );
  const offsets = offsetsOf(rowEntries);
  const ids = sharedInt32(offsets[texts.length]!);
  const values = encoder.values === null ? null : sharedFloat32(ids.length);
  for (const block of encoded.flat()) {
    const start = offsets[blocks.bounds[block.block]!]!;
    ids.set(block.ids, start);
    if (block.values !== null) values?.set(block.values, start);
  }
  const cut = encoded.flat().reduce((sum, block) => sum + block.cutTexts, 0);
  return encodedTexts(featureCount, offsets, { ids, values }, cutTexts(encoder, cut));
}

/** Where each row starts, from the number of entries of each. */
export function offsetsOf(rowEntries: Int32Array): Float64Array {
  const offsets = sharedFloat64(rowEntries.length + 1);
  for (let row = 0; row < rowEntries.length; row++) offsets[row + 1] = offsets[row]! + rowEntries[row]!;
  return offsets;
}

function cutTexts({ isCut }: TextEncoderOfRows, count: number): { readonly cutTexts?: number } {
  return isCut === undefined ? {} : { cutTexts: count };
}

function encodedTexts(
  featureCount: number,
  offsets: Float64Array,
  { ids, values }: { readonly ids: Int32Array; readonly values: Float32Array | null },
  cut: { readonly cutTexts?: number },
): EncodedTexts {
  const rows = offsets.length - 1;
  if (values === null) return { kind: "tokens", tokens: { rows, vocabularySize: featureCount, offsets, ids }, ...cut };
  return { kind: "rows", rows: { rows, columns: featureCount, offsets, indices: ids, values } };
}
