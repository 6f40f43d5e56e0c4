import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseStrictJson } from "./strict-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("JSON is what JSON.parse makes of it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      assert.deepEqual(parseStrictJson(bytes(text), 6), JSON.parse(text));
    }),
  );
});

test("a name twice in one object, also when it is spelt differently, is refused", () => {
  for (const text of ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '[{"x":{"b":[1],"b":2}}]', '{"a\\"":1,"c":2,"a\\"":3}'])
    assert.throws(() => parseStrictJson(bytes(text), 6), /twice in one object/, text);
  for (const text of ['{"a":{"a":[{"a":1},{"a":1}]},"b":"a"}', '{"a":"b","b":"b"}', '{"\\\\":1,"\\"":2}'])
    assert.deepEqual(parseStrictJson(bytes(text), 6), JSON.parse(text));
});

test("depth, other encodings and broken text are refused, and quickly", () => {
  assert.throws(() => parseStrictJson(bytes('{"a":[[1]]}'), 2), /nested deeper than 2/);
  assert.deepEqual(parseStrictJson(bytes('{"a":[[1]],"b":[[2]]}'), 3), { a: [[1]], b: [[2]] });
  assert.throws(() => parseStrictJson(Uint8Array.of(0xff), 3), /not UTF-8/);
  for (const text of ["", "{", '{"a', '"\\', "]", ":", '{"\\x":1}'])
    assert.throws(() => parseStrictJson(bytes(text), 3), SyntaxError, text);
  assert.throws(() => parseStrictJson(bytes("[".repeat(4_000_000)), 3), /nested/);
  assert.throws(() => parseStrictJson(bytes('"\\'.repeat(2_000_000)), 3), SyntaxError);
});

test("any bytes are read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (content) => {
      try {
        parseStrictJson(content, 5);
      } catch (error) {
        assert.ok(error instanceof SyntaxError, String(error));
      }
    }),
  );
});
