/** @file Texts and labels in blocks, for training on more of them than memory holds; test rows are held out on the way. */
import path from "node:path";
import { joinedTexts, type TextBlock, type TextColumn } from "../text/index.ts";
import { absentLabels } from "./absent-labels.ts";
import { createBlockQueue } from "./block-queue.ts";
import type { Dataset, DataWarning } from "./dataset.ts";
import { EmptyPartError, TooFewLabelsError, TooManyLabelsError } from "./errors.ts";
import { createHeldRows, type HeldLimits } from "./held-rows.ts";
import { MOST_LABELS } from "./label-counts.ts";
import type { ReadOptions } from "./read-options.ts";
import { createRowChecks } from "./row-checks.ts";
import { type DataSource, sourceName } from "./row-source.ts";
import { readRows } from "./rows.ts";
import { createTextHash } from "./text-hash.ts";
import { unlabelledLeftOut } from "./unlabelled-rows.ts";
import { type UsedColumns, usedColumns } from "./used-columns.ts";

/** How a source is streamed. */
export interface StreamOptions extends Pick<ReadOptions, "text" | "label" | "extra" | "progress" | "signal"> {
  /** Share of the rows that is held out for the test, as far as `mostHeld` allows. */
  readonly testSize: number;
  readonly seed: number;
  /** 100,000 rows or 32 MiB of texts unless told. */
  readonly mostHeld?: HeldLimits;
}

/** What is known of a stream once it was read to its end. */
export interface StreamedData
  extends Pick<Dataset, "file" | "digest" | "isVersion" | "textColumn" | "rows" | "warnings"> {
  readonly labelColumn: string;
  readonly trainRows: number;
  readonly test: {
    readonly texts: TextColumn;
    /** [rows] Names. */
    readonly labels: readonly string[];
    /** The further columns that were asked for. */
    readonly extra: Readonly<Record<string, readonly (string | null)[]>>;
  };
}

/** Rows that pass once. */
export interface DatasetStream {
  /** The training rows, to be read to their end. @throws the errors of this folder */
  readonly blocks: AsyncIterable<TextBlock>;
  /** All labels met so far. */
  labels(): Iterable<string>;
  /** What is known in the end. @throws EmptyPartError, TooFewLabelsError */
  data(): StreamedData;
}

/**
 * Streams a source. A text is held out by its seeded hash, as an order-independent split holds it out; where these are more
 * than may be held, those with the smallest hashes are, and the others train.
 */
export function streamDataset(source: DataSource, options: StreamOptions): DatasetStream {
  const { testSize, seed, mostHeld = { rows: 100_000, bytes: 1 << 25 }, extra: extraNames = [] } = options;
  const file = sourceName(source);
  const checks = createRowChecks(file);
  const hash = testSize === 0 ? undefined : createTextHash(seed, "split");
  const held = createHeldRows(testSize, mostHeld);
  const queue = createBlockQueue();
  const labelCounts = new Map<string, { all: number; train: number }>();
  const unlabelled = { count: 0, rows: [] as number[] };
  let used!: UsedColumns;
  let labelName = "";
  let rows = 0;
  let found: Omit<StreamedData, "trainRows" | "test"> | undefined;

  function countOf(label: string) {
    let entry = labelCounts.get(label);
    if (entry === undefined) {
      if (labelCounts.size === MOST_LABELS) throw new TooManyLabelsError({ file, column: labelName }, MOST_LABELS);
      entry = { all: 0, train: 0 };
      labelCounts.set(label, entry);
    }
    return entry;
  }

  function trainOn(text: Uint8Array, label: string): void {
    countOf(label).train++;
    queue.add(text, label);
  }

  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);

  async function read(): Promise<void> {
    const summary = await readRows(
      source,
      { task: `Reading ${path.basename(file)}`, progress: options.progress, signal },
      {
        begin(table) {
          used = usedColumns(table, { text: options.text, label: options.label, extra: extraNames });
          labelName = table.columns[used.label!]!;
          return [used.text, used.label!, ...used.extra];
        },
        row(row) {
          rows++;
          const label = checks.label(row.cell(used.label!), row.number, labelName);
          const text = checks.text(row.cell(used.text), row);
          if (label === undefined) {
            if (unlabelled.count++ < 10) unlabelled.rows.push(row.number);
            return;
          }
          countOf(label).all++;
          const digest = hash?.(text);
          if (digest === undefined || !held.wants(digest)) {
            trainOn(text, label);
            return;
          }
          const extra = used.extra.map((column) => {
            const cell = row.cell(column);
            return cell === undefined ? null : Buffer.from(cell).toString("utf8");
          });
          held.hold(digest, { text, label, extra });
          for (const released of held.release(false)) trainOn(released.text, released.label);
        },
        settle: queue.settle,
      },
    );
    for (const released of held.release(true)) trainOn(released.text, released.label);
    const counts = new Map([...labelCounts].map(([label, { all }]) => [label, all]));
    const textColumn = summary.columns[used.text]!;
    found = {
      file,
      digest: summary.digest,
      isVersion: typeof source !== "string",
      textColumn,
      labelColumn: labelName,
      rows,
      warnings: checks.warnings(summary, textColumn, labelName, counts),
    };
  }

  async function* blocks(): AsyncGenerator<TextBlock> {
    const reading = read().then(queue.end, queue.fail);
    yield* queue.blocks(() => {
      stop.abort();
      return reading;
    });
  }

  return {
    blocks: blocks(),
    labels: () => labelCounts.keys(),
    data() {
      if (found === undefined) throw new TypeError("The blocks of the stream were not read to their end.");
      const names = [...labelCounts.keys()];
      if (names.length < 2) throw new TooFewLabelsError({ file, column: labelName }, names);
      const test = held.rows();
      const trainRows = rows - unlabelled.count - test.length;
      if (trainRows === 0) throw new EmptyPartError(file, "train", rows);
      if (testSize > 0 && test.length === 0) throw new EmptyPartError(file, "test", rows);
      const absent = names.filter((name) => labelCounts.get(name)!.train === 0);
      const valuesOf = (at: number) => test.map(({ extra }) => extra[at]!);
      return {
        ...found,
        trainRows,
        test: {
          texts: joinedTexts(test.map(({ text }) => text)),
          labels: test.map(({ label }) => label),
          extra: Object.fromEntries(extraNames.map((name, at) => [name, valuesOf(at)])),
        },
        warnings: [
          ...found.warnings,
          ...unlabelledLeftOut(file, labelName, unlabelled.count, unlabelled.rows),
          ...absentLabels(file, absent),
          ...smallerTest(file, held.offered, test.length),
        ],
      };
    },
  };
}

const count = (rows: number) => rows.toLocaleString("en-US");

function smallerTest(file: string, offered: number, kept: number): DataWarning[] {
  if (kept === offered) return [];
  return [
    {
      code: "smaller-test",
      message: `${file}: the test set is ${count(kept)} of the ${count(offered)} rows that testSize would hold out, as many as are kept in memory; the others train.`,
      count: offered - kept,
      rows: [],
    },
  ];
}
