import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { KernelMemoryError } from "./errors.ts";
import { createKernelMemory } from "./kernel-memory.ts";

describe("kernel memory", () => {
  test("arrays start on cache lines and stay valid when the memory grows", () => {
    const memory = createKernelMemory();
    const first = memory.float32(3);
    const second = memory.uint8(1);
    first.set([1, 2, 3]);
    assert.equal(first.byteOffset % 64, 0);
    assert.equal(second.byteOffset, first.byteOffset + 64);
    const large = memory.int32(1 << 20);
    large[large.length - 1] = 7;
    assert.deepEqual([...first], [1, 2, 3]);
    assert.ok(memory.holds(first) && memory.holds(large));
    assert.equal(memory.holds(new Float32Array(1)), false);
  });

  test("released memory is used again, as zeros", () => {
    const memory = createKernelMemory();
    const mark = memory.mark();
    memory.float32(100).fill(1);
    memory.release(mark);
    const again = memory.float32(100);
    assert.equal(again.byteOffset, mark);
    assert.ok(again.every((value) => value === 0));
  });

  test("more than WebAssembly can hold is refused in words", () => {
    assert.throws(() => createKernelMemory().uint8(2 ** 32), KernelMemoryError);
  });
});
