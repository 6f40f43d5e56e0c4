import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { composeEdits, originalRange } from "./alignment.ts";

/** Random edits of a text of some length: pieces that stay, and pieces replaced by others. */
const randomEdits = fc
  .array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 8 })
  .map((steps) => {
    const edits: number[] = [];
    let result = 0;
    let original = 0;
    for (const [kept, resultLength, originalLength] of steps) {
      result += kept;
      original += kept;
      if (resultLength + originalLength > 0 && !(kept === 0 && edits.length > 0))
        edits.push(result, result + resultLength, original, original + originalLength);
      else continue;
      result += resultLength;
      original += originalLength;
    }
    return { edits, resultLength: result + 3, originalLength: original + 3 };
  });

describe("an alignment", () => {
  test("gives the least part that a part stands for, without what was deleted beside it", () => {
    // "<b>bold</b> &amp; more" became "bold & more".
    const edits = [0, 0, 0, 3, 4, 4, 7, 11, 5, 6, 12, 17];
    assert.deepEqual(originalRange(edits, 0, 4), { start: 3, end: 7 });
    assert.deepEqual(originalRange(edits, 0, 5), { start: 3, end: 12 });
    assert.deepEqual(originalRange(edits, 5, 6), { start: 12, end: 17 });
    assert.deepEqual(originalRange(edits, 7, 11), { start: 18, end: 22 });
    assert.deepEqual(originalRange(edits, 4, 4), { start: 11, end: 11 });
    assert.deepEqual(originalRange([], 2, 5), { start: 2, end: 5 });
  });

  test("of two steps holds all that the steps one by one hold, and agrees where nothing overlaps", () => {
    fc.assert(
      fc.property(randomEdits, randomEdits, (first, second) => {
        // The second step's text must be as long as the first's result.
        const between = Math.max(first.resultLength, second.originalLength);
        const composed = composeEdits(first.edits, second.edits);
        const length = second.resultLength + between - second.originalLength;
        let border = 0;
        for (let at = 0; at < composed.length; at += 4) {
          assert.ok(composed[at]! >= border && composed[at]! <= composed[at + 1]!);
          border = composed[at + 1]!;
        }
        for (let start = 0; start < length; start++)
          for (let end = start + 1; end <= length; end++) {
            const middle = originalRange(second.edits, start, end);
            const whole = originalRange(composed, start, end);
            assert.ok(whole.start <= whole.end);
            if (middle.start === middle.end) continue; // inserted
            const nested = originalRange(first.edits, middle.start, middle.end);
            if (nested.start === nested.end) continue;
            assert.ok(whole.start <= nested.start && nested.end <= whole.end, `${start}-${end}`);
          }
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  test("of a step and none is the step's", () => {
    fc.assert(
      fc.property(randomEdits, ({ edits }) => {
        assert.deepEqual(composeEdits(edits, []), edits);
        assert.deepEqual(composeEdits([], edits), edits);
      }),
      { seed: 12 },
    );
  });
});
