/** @file Every format as one stream of rows: the one way in which files of data are read. */
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DataRow, RowConsumer, RowsContext, RowsSummary, TableFacts } from "./data-row.ts";
import type { DataWarning } from "./dataset.ts";
import { isParquet, textFormat } from "./detect-format.ts";
import { EmptyFileError, UnknownFormatError } from "./errors.ts";
import { type ByteOptions, type FileBytes, openFileBytes } from "./file-bytes.ts";
import { formats } from "./formats/catalog.ts";
import { huggingFaceRows } from "./formats/hugging-face-rows.ts";
import { parquetRows } from "./parquet-rows.ts";
import type { DataSource, RowSource } from "./row-source.ts";
import { utf8Stream } from "./utf8-stream.ts";
import { createWarningCounts, plural, type WarningCounts } from "./warnings.ts";

/** Text is looked at in its first half mebibyte before rows are read. */
const HEAD_BYTES = 1 << 19;

/**
 * Reads every row of a file, of a folder as the Hugging Face Hub has it, or of another source, in order.
 * @throws the errors of this folder
 */
export async function readRows(source: DataSource, options: ByteOptions, consumer: RowConsumer): Promise<RowsSummary> {
  if (typeof source !== "string") return readSource(source, options, consumer);
  const isFolder = await stat(source).then(
    (stats) => stats.isDirectory(),
    () => false, // said in words below
  );
  return isFolder ? huggingFaceRows(source, options, consumer, readFileRows) : readFileRows(source, options, consumer);
}

async function readFileRows(file: string, options: ByteOptions, consumer: RowConsumer): Promise<RowsSummary> {
  const bytes = await openFileBytes(file, options);
  const iterator = bytes.chunks[Symbol.asyncIterator]();
  const counts = createWarningCounts();
  const context: RowsContext = { file, gzip: bytes.gzip, sizeBytes: bytes.sizeBytes, options, consumer, counts };
  try {
    const first = await iterator.next();
    if (first.done) throw new EmptyFileError(file, "nothing");
    if (isParquet(first.value, file)) return await readParquet(bytes, first.value, iterator, context);
    return await readText(bytes, first.value, iterator, context);
  } finally {
    await iterator.return?.();
  }
}

/** Rows that were checked when they were stored. `raw` gives them as CSV. */
async function readSource(source: RowSource, options: ByteOptions, consumer: RowConsumer): Promise<RowsSummary> {
  const { name, sizeBytes, columns, roles, digest } = source;
  const table: TableFacts = { file: name, format: "csv", gzip: false, sizeBytes, columns, delimiter: ",", roles };
  const used = [...new Set(consumer.begin(table, source.header()))];
  let rows = 0;
  const receive = (row: DataRow) => {
    rows++;
    consumer.row(row);
  };
  await source.read(used, receive, { ...options, settle: consumer.settle });
  if (rows === 0) throw new EmptyFileError(name, "header-only");
  return { ...table, rows, digest, encoding: null, byteOrderMark: false, hasInvalidBytes: false, warnings: [] };
}

async function* continued(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function readText(
  bytes: FileBytes,
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  context: RowsContext,
): Promise<RowsSummary> {
  const { file, counts } = context;
  const { chunks, facts } = utf8Stream(continued(first, rest), file);
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  let headBytes = 0;
  let whole = false;
  while (headBytes < HEAD_BYTES && !whole) {
    const next = await iterator.next();
    if (next.done) whole = true;
    else {
      head.push(next.value);
      headBytes += next.value.length;
    }
  }
  const start = head.length === 1 ? head[0]! : Buffer.concat(head);
  if (start.length === 0) throw new EmptyFileError(file, "nothing");
  const format = context.options.format === undefined ? textFormat(start, file) : formats[context.options.format].text;
  if (format === undefined) throw new UnknownFormatError(file, "it is text");
  const { table, rows } = await format.read({ head: start, whole, facts }, continued(start, iterator), context);
  if (rows === 0) throw new EmptyFileError(file, format === formats.csv.text ? "header-only" : "nothing");
  return {
    ...table,
    rows,
    digest: bytes.digest(),
    encoding: facts.encoding,
    byteOrderMark: facts.byteOrderMark,
    hasInvalidBytes: facts.hasInvalidBytes,
    warnings: structureWarnings(table, rows, counts),
  };
}

/** Reads `bytes` to their end and lends a plain Parquet file of them: the file itself, or an unpacked copy. */
export async function withPlainParquet<Result>(
  bytes: FileBytes,
  work: (plainFile: string) => Promise<Result>,
): Promise<Result> {
  if (!bytes.gzip) {
    for await (const _ of bytes.chunks); // for the digest
    return work(bytes.file);
  }
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-parquet-"));
  try {
    const plainFile = path.join(folder, "unpacked.parquet");
    const target = await open(plainFile, "wx");
    try {
      for await (const chunk of bytes.chunks) await target.writeFile(chunk);
    } finally {
      await target.close();
    }
    return await work(plainFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readParquet(
  bytes: FileBytes,
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  context: RowsContext,
): Promise<RowsSummary> {
  return withPlainParquet({ ...bytes, chunks: continued(first, rest) }, async (plainFile) => {
    const { table, rows } = await parquetRows(plainFile, context);
    if (rows === 0) throw new EmptyFileError(bytes.file, "header-only");
    return {
      ...table,
      rows,
      digest: bytes.digest(),
      encoding: null,
      byteOrderMark: false,
      hasInvalidBytes: false,
      warnings: structureWarnings(table, rows, context.counts),
    };
  });
}

function structureWarnings(table: TableFacts, rows: number, counts: WarningCounts): DataWarning[] {
  const { file, columns } = table;
  const expected = plural(columns.length, "column");
  const repeated = columns.filter((name, index) => columns.indexOf(name) !== index);
  return [
    counts.find(
      "ragged-rows",
      (count, where) =>
        `${file}: ${count} of ${rows} rows (${where}) do not have the header's ${expected}; missing cells count as empty, surplus ones are left out.`,
    ),
    counts.find(
      "blank-lines",
      (count, where) =>
        `${file}: ${plural(count, "blank line")} (before ${where}) ${count === 1 ? "is" : "are"} no row.`,
    ),
    counts.find(
      "stray-quotes",
      (count, where) =>
        `${file}: ${plural(count, "row")} (${where}) ${count === 1 ? "has" : "have"} text after a closing quote; it was taken as a part of the cell.`,
    ),
    counts.find(
      "lone-surrogates",
      (count, where) =>
        `${file}: ${plural(count, "row")} (${where}) ${count === 1 ? "holds" : "hold"} half of a surrogate pair, which is no character; it became U+FFFD.`,
    ),
    counts.find(
      "labels-within-text",
      (count, where) =>
        `${file}: ${plural(count, "row")} (${where}) ${count === 1 ? "has" : "have"} a label after the text began; it was taken out of the text, as fastText does.`,
    ),
    counts.find(
      "several-annotations",
      (count, where) =>
        `${file}: ${plural(count, "task")} (${where}) ${count === 1 ? "has" : "have"} several annotations; the one marked as ground truth counts, else the first.`,
    ),
    counts.find(
      "other-annotations",
      (count, where) =>
        `${file}: ${plural(count, "task")} (${where}) ${count === 1 ? "has" : "have"} annotations that are no choices; they were left out.`,
    ),
    repeated.length === 0
      ? undefined
      : {
          code: "duplicate-columns",
          message: `${file}: the header has more than one column ${[...new Set(repeated)].map((name) => `"${name}"`).join(", ")}.`,
          count: repeated.length,
          rows: [],
        },
  ].filter((warning) => warning !== undefined);
}
