import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createDelimitedScanner, LONGEST_ROW_BYTES } from "./delimited-scanner.ts";

function scan(content: string | Buffer, { delimiter = ",", chunkBytes = 1 << 20 } = {}): string[][] {
  const rows: string[][] = [];
  const scanner = createDelimitedScanner({ file: "rows.csv", delimiter }, (row) => {
    rows.push(Array.from({ length: row.length }, (_, index) => row.cell(index).toString("utf8")));
  });
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.push(bytes.subarray(at, at + chunkBytes));
  scanner.finish();
  return rows;
}

describe("rows of delimited text", () => {
  const cases: readonly (readonly [name: string, content: string, rows: string[][]])[] = [
    [
      "LF",
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "CR LF",
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "CR",
      "a,b\rc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "no line end at the end",
      "a,b\nc,",
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    ["quoted delimiter, line break and quote", '"a,1\r\n""x""",b\n', [['a,1\r\n"x"', "b"]]],
    ["empty quoted cells", '"",""\n', [["", ""]]],
    ["only quotes", '"""",x\n', [['"', "x"]]],
    ["a quote inside an unquoted cell", 'say "hi",b\n', [['say "hi"', "b"]]],
    ["text after a closing quote", '"a ""b"""c,d\n', [['a "b"c', "d"]]],
    ["blank lines", "a\n\nb\n", [["a"], [""], ["b"]]],
    ["bytes beyond ASCII", "ä,😀\n", [["ä", "😀"]]],
    ["ragged rows", "a,b,c\nd\n", [["a", "b", "c"], ["d"]]],
  ];
  for (const [name, content, rows] of cases)
    test(name, () => {
      assert.deepEqual(scan(content), rows);
      assert.deepEqual(scan(content, { chunkBytes: 1 }), rows);
    });

  test("more cells than expected", () => {
    assert.deepEqual(scan(`${"x,".repeat(5000)}x\n`), [Array.from({ length: 5001 }, () => "x")]);
  });

  test("what was written is read, however it is cut into chunks", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "ß", "😀", '"', ",", ";", "\n", "\r", " ", "\0"),
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom(",", ";"),
        (rows, chunkBytes, lineEnd, delimiter) => {
          const written = rows.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter));
          assert.deepEqual(scan(written.join(lineEnd) + lineEnd, { chunkBytes, delimiter }), rows);
        },
      ),
    );
  });

  test("raw() is the row as it stands", () => {
    const raw: string[] = [];
    const scanner = createDelimitedScanner({ file: "rows.csv", delimiter: "," }, (row) =>
      raw.push(row.raw().toString()),
    );
    scanner.push(Buffer.from('"a ""b""",c\r\nd,"e\nf"\n'));
    scanner.finish();
    assert.deepEqual(raw, ['"a ""b""",c', 'd,"e\nf"']);
  });

  test("a quote that is never closed is told with its row and line", () => {
    assert.throws(() => scan('text,label\n"a\nb",x\nc,"d\ne,f\n'), {
      code: "data/unclosed-quote",
      message: /rows\.csv, row 2: a quote opened on line 4/,
    });
  });

  test("an endless row is refused", () => {
    const scanner = createDelimitedScanner({ file: "rows.csv", delimiter: "," }, () => {});
    const block = Buffer.alloc(LONGEST_ROW_BYTES / 2, "x");
    scanner.push(Buffer.from("text\n"));
    scanner.push(block);
    scanner.push(block);
    assert.throws(() => scanner.push(block), { code: "data/row-too-long", message: /row 1 is longer than 64 MiB/ });
  });
});
