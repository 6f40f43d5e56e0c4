/** @file TF-IDF: learning a vocabulary with its weights, and counting texts by it. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { planAnalysis } from "./analysis-plan.ts";
import { type CountedColumn, countColumn } from "./count-column.ts";
import type { BlocksOfRows } from "./encode-counted.ts";
import { BadVocabularyError } from "./errors.ts";
import { fittedPipeline, offsetsOf } from "./fitted-pipeline.ts";
import { knownTerms } from "./known-terms.ts";
import { spellTerms, termsInOrder } from "./merge-trees.ts";
import { release } from "./release.ts";
import { selectTerms } from "./select-terms.ts";
import { sharedFloat32, sharedFloat64, sharedInt32 } from "./shared-arrays.ts";
import { checkAscending, readTermList, type TermList, termAt, writeTermList } from "./term-list.ts";
import type { TextColumn } from "./text-column.ts";
import type { FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
import { type TextThreads, withThreads } from "./text-threads.ts";
import type { TfidfConfig } from "./tfidf.config.ts";
import { inverseDocumentFrequencies } from "./tfidf-weights.ts";

const vocabularyFile = "vocabulary.txt";
const weightsFile = "idf.bin";

/** What TF-IDF learns. */
export interface FittedTfidf {
  readonly config: TfidfConfig;
  /** By column, in code point order. */
  readonly terms: TermList;
  /** By column; `null` where `useIdf` is off. */
  readonly idf: Float64Array | null;
}

/** How TF-IDF is fitted beside the usual. */
export interface FitOptions extends TransformOptions {
  /** Values in double precision, as scikit-learn has them. */
  readonly double?: boolean;
  /** Cuts texts with the plain analyser whatever the setting: slower, same result. */
  readonly plain?: boolean;
}

/** Learns from texts and encodes the same texts. @throws the errors of this folder */
export function fitTfidf(
  config: TfidfConfig,
  texts: TextColumn,
  options: FitOptions = {},
): Promise<{ readonly fitted: FittedTfidf; readonly rows: CompressedRows<Float32Array | Float64Array> }> {
  planAnalysis(config);
  return withThreads(texts, options, async (threads) => {
    const { plain = false } = options;
    const counted = await countColumn(threads, texts, config, { keepEntries: true, plain });
    const learnt = learn(config, texts.length, counted);
    const encoding = encode(threads, config, counted, learnt, options.double === true);
    encoding.catch(() => {}); // It is awaited below; until then a failure is not unhandled.
    // The threads don't need the terms as text, so these are written here meanwhile.
    const terms = spellTerms(counted.tree, learnt.keptNodes);
    const { parents, symbols, heaps } = counted.tree;
    release(parents, symbols, ...heaps);
    return { fitted: { config, terms, idf: learnt.idf }, rows: await encoding };
  });
}

/** What is learnt but the spelling of the terms. */
interface Learnt {
  readonly keptNodes: Int32Array;
  readonly allKept: boolean;
  readonly idf: Float64Array | null;
  /** By part: [nodes of the part] columns, -1 where a term is not kept. */
  readonly columnsOf: readonly Int32Array[];
}

function learn(config: TfidfConfig, texts: number, { tree }: CountedColumn): Learnt {
  const order = termsInOrder(tree);
  const frequencies = picked(tree.documentFrequencies, order, new Int32Array(order.length));
  const totals = picked(tree.totalCounts, order, new Float64Array(order.length));
  const kept = selectTerms(config, texts, frequencies, totals);
  const keptNodes = picked(order, kept, new Int32Array(kept.length));
  const keptFrequencies = picked(frequencies, kept, new Int32Array(kept.length));
  const idf = config.useIdf ? inverseDocumentFrequencies(keptFrequencies, texts, config) : null;
  const columnOf = new Int32Array(tree.nodes).fill(-1);
  for (let column = 0; column < kept.length; column++) columnOf[keptNodes[column]!] = column;
  const columnsOf = tree.nodeOf.map((nodeOf) => {
    const columns = sharedInt32(nodeOf.length);
    for (let node = 0; node < nodeOf.length; node++) columns[node] = columnOf[nodeOf[node]!]!;
    return columns;
  });
  release(tree.documentFrequencies, tree.totalCounts, ...tree.nodeOf, frequencies, totals);
  return { keptNodes, allKept: kept.length === order.length, idf, columnsOf };
}

/** The elements that `places` name, in that order; typed arrays' own `from` takes ten times as long. */
function picked<Numbers extends Int32Array | Float64Array>(from: Numbers, places: Int32Array, to: Numbers): Numbers {
  for (let at = 0; at < places.length; at++) to[at] = from[places[at]!]!;
  return to;
}

async function encode(
  threads: TextThreads,
  config: TfidfConfig,
  { blocks, parts, rowEntries }: CountedColumn,
  { keptNodes, allKept, idf, columnsOf }: Learnt,
  double: boolean,
): Promise<CompressedRows<Float32Array | Float64Array>> {
  const blocksOfRows = parts.flatMap((part, number) =>
    part.blocks.map((counted) => ({
      counted,
      first: blocks.bounds[counted.block]!,
      last: blocks.bounds[counted.block + 1]!,
      columnOf: columnsOf[number]!,
    })),
  );
  const onEachThread = (run: (job: BlocksOfRows) => Promise<void>) => {
    const job = { blocks: blocksOfRows, cursor: sharedInt32(1), rowEntries };
    return Promise.all(Array.from({ length: threads.threads }, () => run(job)));
  };
  const keptEntries = allKept ? rowEntries : sharedInt32(rowEntries.length);
  if (!allKept) await onEachThread((job) => threads.run("countKept", { ...job, keptEntries }));
  const offsets = offsetsOf(keptEntries);
  const entries = offsets[rowEntries.length]!;
  const indices = sharedInt32(entries);
  const values = double ? sharedFloat64(entries) : sharedFloat32(entries);
  const { binary, sublinearTf, norm } = config;
  const matrix = { columns: keptNodes.length, offsets, indices, values };
  const weighting = { binary, sublinearTf, norm, idf };
  await onEachThread((job) => threads.run("encodeCounted", { ...job, ...matrix, weighting }));
  return { rows: rowEntries.length, ...matrix };
}

/** A fitted TF-IDF as a pipeline. @throws BadTokenPatternError */
export function tfidfPipeline({ config, terms, idf }: FittedTfidf): FittedTextPipeline {
  const { binary, sublinearTf, norm } = config;
  return fittedPipeline({
    config,
    featureCount: terms.length,
    featureName: (column) => termAt(terms, column),
    files: () => ({
      [vocabularyFile]: writeTermList(terms),
      ...(idf === null ? {} : { [weightsFile]: new Uint8Array(Float64Array.from(idf).buffer) }),
    }),
    state() {
      const { snapshot, placeOf } = knownTerms(vocabularyFile, planAnalysis(config), terms);
      const weighting = { binary, sublinearTf, norm, idf };
      return { config, snapshot, columnOf: placeOf, columns: terms.length, weighting };
    },
  });
}

/** Reads a fitted TF-IDF back. @throws BadVocabularyError */
export function readTfidf(config: TfidfConfig, file: (name: string) => Uint8Array): FittedTfidf {
  const terms = readTermList(vocabularyFile, file(vocabularyFile));
  checkAscending(vocabularyFile, terms);
  if (!config.useIdf) return { config, terms, idf: null };
  const bytes = file(weightsFile);
  if (bytes.length !== terms.length * 8)
    throw new BadVocabularyError(weightsFile, `${bytes.length} bytes do not hold ${terms.length} weights`);
  const idf = sharedFloat64(terms.length);
  new Uint8Array(idf.buffer).set(bytes);
  if (!idf.every(Number.isFinite)) throw new BadVocabularyError(weightsFile, "a weight is not a finite number");
  return { config, terms, idf };
}
