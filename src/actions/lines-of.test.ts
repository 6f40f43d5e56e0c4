import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { linesOf } from "./lines-of.ts";

async function linesIn(chunks: readonly string[], signal = new AbortController().signal): Promise<string[][]> {
  async function* source() {
    yield* chunks;
  }
  const groups: string[][] = [];
  for await (const group of linesOf(source(), signal)) groups.push([...group]);
  return groups;
}

describe("lines of a stream", () => {
  test("come in the groups they arrive in, cut anywhere, with any break", async () => {
    assert.deepEqual(await linesIn(["a\nb\r\nc", "c\n", "\n", "d"]), [["a", "b"], ["cc"], [""], ["d"]]);
    assert.deepEqual(await linesIn(["a\n"]), [["a"]]);
    assert.deepEqual(await linesIn([]), []);
  });

  test("end when the signal is aborted", async () => {
    assert.deepEqual(await linesIn(["a\n"], AbortSignal.abort()), []);
  });
});
