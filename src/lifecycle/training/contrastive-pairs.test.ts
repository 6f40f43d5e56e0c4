import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelSets } from "../labels/index.ts";
import { drawPairs } from "./contrastive-pairs.ts";

const labelIds = Int32Array.of(0, 1, 0, 2, 1, 0, 1);

describe("pairs of texts", () => {
  test("each text begins as many of each kind as asked for, never with itself", () => {
    const { lefts, rights, targets } = drawPairs({ labelIds }, 30, createRandom("pairs"));
    const begun = (row: number, target: number) => lefts.filter((left, at) => left === row && targets[at] === target);
    for (const [row, label] of labelIds.entries()) {
      assert.equal(begun(row, 0).length, 30);
      assert.equal(begun(row, 1).length, label === 2 ? 0 : 30, "a text that is alone with its label has no partner");
    }
    for (const [at, left] of lefts.entries()) {
      assert.notEqual(rights[at], left);
      assert.equal(targets[at], labelIds[left] === labelIds[rights[at]!] ? 1 : 0);
    }
    const partners = (row: number) => [...new Set(rights.filter((_, at) => lefts[at] === row))].sort();
    assert.deepEqual(partners(0), [1, 2, 3, 4, 5, 6]);
  });

  test("the same seed draws the same ones", () => {
    const draw = (seed: string) => drawPairs({ labelIds }, 3, createRandom(seed));
    assert.deepEqual(draw("one"), draw("one"));
    assert.notDeepEqual(draw("one").rights, draw("two").rights);
  });

  test("where texts may have several labels, one in common makes them belong together, and so does having none", () => {
    const sets = labelSets([[0, 1], [1, 2], [2], [], [], [0]]);
    const drawn = drawPairs({ labelIds: new Int32Array(6), labelSets: sets }, 60, createRandom("sets"));
    const partners = (row: number, target: number) =>
      [...new Set(drawn.rights.filter((_, at) => drawn.lefts[at] === row && drawn.targets[at] === target))].sort();
    assert.deepEqual(partners(0, 1), [1, 5]);
    assert.deepEqual(partners(0, 0), [2, 3, 4]);
    assert.deepEqual(partners(3, 1), [4]);
    assert.deepEqual(partners(3, 0), [0, 1, 2, 5]);
  });

  test("one text alone makes no pair", () => {
    const draw = () => drawPairs({ labelIds: Int32Array.of(0) }, 1, createRandom("alone"));
    assert.throws(draw, { code: "training/too-little-data" });
  });
});
