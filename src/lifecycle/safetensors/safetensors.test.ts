import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type TensorData, tensorData } from "../../numeric/graph/index.ts";
import { BadSafetensorsError, GitLfsPointerError, SafetensorsHeaderTooLargeError } from "./errors.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { writeSafetensors } from "./write-safetensors.ts";

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
    assert.deepEqual(readSafetensors(file, "a.safetensors"), readSafetensors(shifted.subarray(1), "a.safetensors"));
    assert.deepEqual(readSafetensors(Buffer.from(file), "a.safetensors"), readSafetensors(file, "a.safetensors"));
    const read = readSafetensors(file, "a.safetensors");
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
      [fileOf({ a: { ...entry, shape: [-2] } }, 8), /does not describe/],
      [fileOf({ a: { ...entry, shape: [2 ** 40, 2 ** 40, 2 ** 40] } }, 8), /does not fit/],
      [
        fileOf({ a: { ...entry, shape: [...new Array<number>(40).fill(2 ** 50), 0], data_offsets: [0, 0] } }, 0),
        /not fit/,
      ],
      [fileOf({ a: { ...entry, data_offsets: [8, 0] } }, 8), /does not fit/],
      [
        fileOf(
          '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
          8,
        ),
        /"a" twice/,
      ],
      [fileOf({ a: { ...entry, shape: [[2]] } }, 8), /nested deeper/],
      [fileOf({ a: { ...entry, dtype: "BF16", shape: [4] } }, 8), /no graph has the type BF16/],
    ];
    for (const [file, problem] of wrong)
      assert.throws(
        () => readSafetensors(file, "a.safetensors"),
        (error) => error instanceof BadSafetensorsError && problem.test(error.message),
      );
  });

  test("a header of 100 MB is refused before it is read, and a pointer of Git is told from weights", () => {
    const large = new Uint8Array(100_000_008);
    new DataView(large.buffer).setBigUint64(0, 100_000_000n, true);
    assert.throws(() => readSafetensors(large, "a.safetensors"), SafetensorsHeaderTooLargeError);
    const pointer = new TextEncoder().encode("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 34\n");
    assert.throws(() => readSafetensors(pointer, "a.safetensors"), GitLfsPointerError);
  });

  test("any bytes are read or refused", () => {
    const outcome = (file: Uint8Array) => {
      try {
        readSafetensors(file, "a.safetensors");
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
