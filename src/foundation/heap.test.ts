import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createHeap } from "./heap.ts";

test("items come out in order, whenever they went in", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -20, max: 20 }))), (steps) => {
      const heap = createHeap<number>((left, right) => left < right);
      const plain: number[] = [];
      for (const step of steps) {
        if (step === null) assert.equal(heap.pop(), plain.shift());
        else {
          heap.push(step);
          plain.push(step);
          plain.sort((left, right) => left - right);
        }
      }
      for (const item of plain) assert.equal(heap.pop(), item);
      assert.equal(heap.pop(), undefined);
    }),
    { seed: 11 },
  );
});
