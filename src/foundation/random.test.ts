import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "./random.ts";

describe("random", () => {
  test("gives the same numbers in every version", () => {
    const random = createRandom(42);
    assert.deepEqual([random.uint32(), random.uint32(), random.uint32()], [2725403526, 154746829, 1830010825]);
    assert.equal(createRandom(42).split("shuffle").uint32(), 3174720527);
  });

  test("a split stream does not depend on what was drawn before", () => {
    const used = createRandom("seed");
    for (let draw = 0; draw < 10; draw++) used.float();
    assert.equal(used.split("a").uint32(), createRandom("seed").split("a").uint32());
    assert.notEqual(used.split("a").uint32(), used.split("b").uint32());
    assert.notEqual(used.split("a").split("b").uint32(), used.split("a/b").uint32());
  });

  test("float fills [0, 1) evenly", () => {
    const random = createRandom(1);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const value = random.float();
      assert.ok(0 <= value && value < 1);
      counts[Math.floor(value * 10)]!++;
    }
    // χ² with 9 degrees of freedom stays below 27.9 with probability 0.999
    assert.ok(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0) < 27.9);
  });

  test("normal has mean 0 and variance 1", () => {
    const random = createRandom(2);
    const draws = Array.from({ length: 50_000 }, () => random.normal());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    assert.ok(Math.abs(mean) < 0.02 && Math.abs(variance - 1) < 0.03, `${mean}, ${variance}`);
  });

  test("permutation holds every index once, and all orders occur", () => {
    const random = createRandom(3);
    const orders = new Set<string>();
    for (let draw = 0; draw < 500; draw++) {
      const order = random.permutation(4);
      assert.deepEqual([...order].toSorted(), [0, 1, 2, 3]);
      orders.add(order.join());
    }
    assert.equal(orders.size, 24);
  });
});
