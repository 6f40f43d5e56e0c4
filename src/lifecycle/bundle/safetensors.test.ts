import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type TensorData, tensorData } from "../../numeric/graph/index.ts";
import { BadSafetensorsError } from "./errors.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const tensors: Record<string, TensorData> = {
  weight: tensorData("float32", [2, 3], [1, -2, 3.5, 0, Number.MIN_VALUE, Infinity]),
  ids: tensorData("int64", [2], [-1, 2 ** 40]),
  scalar: tensorData("float64", [], [Math.PI]),
  empty: tensorData("float32", [0, 4], []),
  flags: tensorData("bool", [3], [1, 0, 1]),
  half: { type: "float16", shape: [1], data: Uint16Array.of(0x3c00) },
  naïve: tensorData("int8", [1], [-5]),
};

/** A file with this header and so many bytes of tensors. */
function fileOf(header: unknown, dataBytes: number, headerLength?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

describe("safetensors", () => {
  test("what is written is read back, whatever the order and the alignment of the bytes", () => {
    const file = writeSafetensors(tensors, { format: "lexops" });
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    assert.deepEqual(readSafetensors(file), readSafetensors(shifted.subarray(1)));
    assert.deepEqual(readSafetensors(Buffer.from(file)), readSafetensors(file));
    const read = readSafetensors(file);
    assert.deepEqual(new Set(Object.keys(read)), new Set(Object.keys(tensors)));
    for (const [name, tensor] of Object.entries(tensors)) assert.deepEqual(read[name], tensor, name);
    const reversed = Object.fromEntries(Object.entries(tensors).reverse());
    assert.deepEqual(writeSafetensors(reversed, { format: "lexops" }), file);
  });

  test("refuses lengths, types and places that do not fit", () => {
    const entry = { dtype: "F32", shape: [2], data_offsets: [0, 8] };
    const wrong: [Uint8Array, RegExp][] = [
      [new Uint8Array(3), /too few/],
      [fileOf({}, 0, 2n ** 60n), /claims/],
      [fileOf("{", 0), /not JSON/],
      [fileOf("[]", 0), /not an object/],
      [fileOf({ a: 1 }, 8), /does not describe/],
      [fileOf({ a: { ...entry, dtype: "F99" } }, 8), /"F99" is not known/],
      [fileOf({ a: { ...entry, shape: [3] } }, 8), /does not fit/],
      [fileOf({ a: { ...entry, data_offsets: [0, 16], shape: [4] } }, 8), /does not fit/],
      [fileOf({ a: { ...entry, shape: [1e300, 1e300] } }, 8), /does not/],
      [fileOf({ a: entry }, 12), /belong to none/],
      [fileOf({ a: entry, b: entry }, 8), /overlap/],
      [fileOf({ a: { ...entry, data_offsets: [4, 12] } }, 12), /gap/],
    ];
    for (const [file, problem] of wrong)
      assert.throws(
        () => readSafetensors(file),
        (error) => error instanceof BadSafetensorsError && problem.test(error.message),
      );
  });

  test("any bytes are read or refused", () => {
    const outcome = (file: Uint8Array) => {
      try {
        readSafetensors(file);
      } catch (error) {
        assert.ok(error instanceof BadSafetensorsError, String(error));
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), outcome));
    fc.assert(fc.property(fc.json(), fc.nat(64), (header, bytes) => outcome(fileOf(header, bytes))));
    const valid = writeSafetensors(tensors);
    fc.assert(fc.property(fc.nat(valid.length - 1), fc.nat(255), (at, byte) => outcome(valid.with(at, byte))));
  });
});
