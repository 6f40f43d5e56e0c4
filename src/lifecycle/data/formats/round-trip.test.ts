/** @file What is written is read back to the last byte, or refused with row and reason; whatever the texts hold. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { LexopsError } from "../../../foundation/index.ts";
import type { DataFormat } from "../formats.config.ts";
import { temporaryFolder } from "../test-files.sample.ts";
import { formats } from "./catalog.ts";
import { type Cell, readTable, type SampleTable, writeTable } from "./table.sample.ts";

const folder = temporaryFolder();
const RUNS = 40;
const PARQUET_RUNS = 6; // each opens DuckDB twice
const SEED = 4;

const pieces = [
  ..."\n\r\t\",;|\0 '\\{}[]:#-abcé字😀",
  "\r\n",
  "\u2028",
  "\u0085",
  "\u00a0",
  "\ufeff",
  "\u{10ffff}",
  "\ufffd",
  '""',
  "  ",
  "__label__a",
  " __label__b ",
  "-DOCSTART-",
  "---",
  "null",
  "word",
];
const nasty = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 4 })), {
  maxLength: 8,
});
const text = nasty.map((parts) => parts.join("").toWellFormed());
const label = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("positive", "👍", "__label__", "x".repeat(10_000)) },
  text,
);

/** Ordinary text comes first, as in real files: a file of nothing but control characters is taken for binary. */
const ordinary = "An ordinary sentence with ordinary words. ".repeat(20);

const table = (rows: fc.Arbitrary<readonly unknown[]>, columns: readonly string[], first: readonly Cell[]) =>
  fc
    .array(rows, { maxLength: 6 })
    .map((list): SampleTable => ({ columns, rows: [first, ...(list as (readonly Cell[])[])] }));

const plainTables = table(fc.tuple(text, label, text), ["text", "label", "note, with; marks"], [ordinary, "a", "b"]);
const nullTables = table(
  fc.tuple(fc.option(text), fc.option(label), fc.option(text)),
  ["text", "label", "other"],
  [ordinary, "a", "b"],
);
const listTables = table(
  fc.tuple(text, fc.option(fc.array(text, { maxLength: 3 }))),
  ["text", "label"],
  [ordinary, ["a", "b"]],
);

let files = 0;
const extension = (format: DataFormat) => formats[format].extensions[0] ?? "";

/** Writes and reads; gives what was read, or the refusal, and looks after both. */
async function roundTrip(format: DataFormat, sample: SampleTable) {
  const target = path.join(folder, `round-trip-${files++}${extension(format)}`);
  try {
    await writeTable(format, target, sample);
    return await readTable(target, formats[format].text === undefined ? {} : { format });
  } catch (error) {
    const { code, message } = error as LexopsError;
    assert.equal(code, "data/unwritable-row", String(error));
    assert.match(message, /^sample, row \d+, column ".*" holds .*, which .* cannot hold\.$/s);
    assert.equal(existsSync(target), false);
    return { refusedRow: Number(/row (\d+)/.exec(message)![1]) };
  } finally {
    rmSync(target, { recursive: true, force: true });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".tmp")),
      [],
    );
  }
}

const property = (tables: fc.Arbitrary<SampleTable>, check: (sample: SampleTable) => Promise<void>) =>
  fc.assert(fc.asyncProperty(tables, check), { numRuns: RUNS, seed: SEED });

describe("round trips", () => {
  for (const format of ["csv", "tsv"] as const)
    test(`${format}: every text; nothing and the empty text are one`, () =>
      property(nullTables, async (sample) => {
        const found = await roundTrip(format, sample);
        assert.ok("rows" in found);
        assert.deepEqual(found.columns, sample.columns);
        assert.deepEqual(
          found.rows,
          sample.rows.map((cells) => cells.map((cell) => cell ?? "")),
        );
        assert.deepEqual(found.summary.warnings, []);
      }));

  for (const format of ["csv", "tsv"] as const)
    test(`${format}: a single column`, () =>
      property(table(fc.tuple(text), ["text"], [ordinary]), async (sample) => {
        const found = await roundTrip(format, sample);
        assert.deepEqual("rows" in found && found.rows, sample.rows);
      }));

  for (const [name, tables] of [
    ["texts and nothing", nullTables],
    ["lists", listTables],
    ["odd column names", plainTables],
  ] as const)
    for (const format of ["jsonl", "parquet"] as const)
      test(`${format}: ${name}`, async () => {
        await fc.assert(
          fc.asyncProperty(tables, async (sample) => {
            const found = await roundTrip(format, sample);
            assert.deepEqual("rows" in found && [found.columns, found.rows], [sample.columns, sample.rows]);
          }),
          { numRuns: format === "parquet" ? PARQUET_RUNS : RUNS, seed: SEED },
        );
      });

  test("hugging-face: texts, labels and splits", () =>
    fc.assert(
      fc.asyncProperty(
        table(
          fc.tuple(fc.option(text), fc.option(label), fc.constantFrom("train", "test", "validation", "extra")),
          ["text", "label", "split"],
          [ordinary, "a", "train"],
        ),
        async (sample) => {
          const found = await roundTrip("hugging-face", sample);
          const order = ["train", "validation", "test", "extra"];
          assert.deepEqual("rows" in found && [found.columns, found.rows], [
            sample.columns,
            order.flatMap((split) => sample.rows.filter((cells) => cells[2] === split)),
          ]);
        },
      ),
      { numRuns: PARQUET_RUNS, seed: SEED },
    ));

  const space = /[\0\t\n\v\f\r ]/;
  const labelWord = /(^|[\0\t\n\v\f\r ])__label__/;
  const isFastText = (words: string, labels: readonly string[]) =>
    !/[\n\r]/.test(words) &&
    !labelWord.test(words) &&
    labels.every((name) => name !== "" && !space.test(name)) &&
    (labels.length > 0 || /[^\t\v\f ]/.test(words));

  test("fasttext: one label", () =>
    property(table(fc.tuple(text, label), ["text", "label"], [ordinary, "a"]), async (sample) => {
      const found = await roundTrip("fasttext", sample);
      const holds = ([words, name]: readonly Cell[]) =>
        isFastText(words as string, name === "" ? [] : [name as string]);
      if ("refusedRow" in found) assert.equal(found.refusedRow, sample.rows.findIndex((cells) => !holds(cells)) + 1);
      else
        assert.deepEqual(
          found.rows,
          sample.rows.map(([words, name]) => [words, name === "" ? null : name]),
        );
    }));

  test("fasttext: sets of labels", () =>
    property(
      table(fc.tuple(text, fc.array(label, { maxLength: 3 })), ["text", "label"], [ordinary, ["a", "b"]]),
      async (sample) => {
        const found = await roundTrip("fasttext", sample);
        const holds = ([words, names]: readonly Cell[]) => isFastText(words as string, names as string[]);
        if ("refusedRow" in found) assert.equal(found.refusedRow, sample.rows.findIndex((cells) => !holds(cells)) + 1);
        else assert.deepEqual(found.rows, sample.rows);
      },
    ));

  test("label-studio: ids, data and choices", () =>
    property(
      table(
        fc.tuple(fc.nat().map(String), text, fc.option(text), fc.option(label.filter((name) => name !== ""))),
        ["id", "text", "note", "label"],
        ["1", ordinary, "x", "a"],
      ),
      async (sample) => {
        const found = await roundTrip("label-studio", sample);
        assert.deepEqual("rows" in found && [found.columns, found.rows], [sample.columns, sample.rows]);
      },
    ));

  test("label-studio: sets of choices", () =>
    property(listTables, async (sample) => {
      const found = await roundTrip("label-studio", sample);
      assert.deepEqual("rows" in found && found.rows, sample.rows);
    }));

  test("conll: tokens, tags and documents", () => {
    const sentence = fc
      .array(fc.tuple(text, fc.constantFrom("O", "B-PER", "I-PER"), text), { maxLength: 4 })
      .map((tokens) => [0, 1, 2].map((at) => tokens.map((token) => token[at as 0])));
    const rows = fc.tuple(sentence, fc.boolean());
    return property(
      fc.array(rows, { maxLength: 5 }).map((list): SampleTable => {
        let document = 1;
        return {
          columns: ["document", "text", "tokens", "column2", "tags"],
          rows: [
            ["1", "An ordinary sentence", ["An", "ordinary", "sentence"], ["x", "y", "z"], ["O", "O", "O"]],
            ...list.map(([[tokens, tags, more], isNew]) => {
              if (isNew) document++;
              return [`${document}`, tokens!.join(" "), tokens!, more!, tags!];
            }),
          ],
        };
      }),
      async (sample) => {
        const found = await roundTrip("conll", sample);
        const holds = ([, , tokens, more]: readonly Cell[]) =>
          tokens!.length > 0 &&
          [...tokens!, ...more!].every((item) => item !== "" && !/[\t\n\r]/.test(item)) &&
          !(tokens as string[]).some((token) => /^-DOCSTART-( |$)/.test(token));
        if ("refusedRow" in found) assert.equal(found.refusedRow, sample.rows.findIndex((cells) => !holds(cells)) + 1);
        else assert.deepEqual([found.columns, found.rows], [sample.columns, sample.rows]);
      },
    );
  });
});
