import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { LexopsError } from "../../foundation/index.ts";
import { tensorData } from "../../numeric/graph/index.ts";
import { BadSafetensorsError, NotFloatingPointError, UnknownTensorError } from "./errors.ts";
import { openSafetensors } from "./open-safetensors.ts";
import { writeSafetensors } from "./write-safetensors.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-safetensors-"));
after(() => rmSync(folder, { recursive: true }));

function fileOf(content: Uint8Array): string {
  const file = path.join(folder, "model.safetensors");
  writeFileSync(file, content);
  return file;
}

/** A file with one tensor of two-byte elements. */
function halves(dtype: string, bits: readonly number[]): Uint8Array {
  const header = Buffer.from(
    JSON.stringify({ h: { dtype, shape: [bits.length], data_offsets: [0, 2 * bits.length] } }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, new Uint8Array(Uint16Array.from(bits).buffer)]);
}

test("each tensor is read alone, from every floating-point type", async () => {
  const file = await openSafetensors(
    fileOf(
      writeSafetensors({
        single: tensorData("float32", [2, 2], [1, -2.5, 3, 1e-45]),
        double: tensorData("float64", [2], [Math.PI, 1e300]),
        half: { type: "float16", shape: [4], data: Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff) },
        ids: tensorData("int64", [1], [7]),
        empty: tensorData("float32", [0, 3], []),
      }),
    ),
  );
  assert.deepEqual(file.tensors.get("single")?.shape, [2, 2]);
  assert.deepEqual(await file.readFloats("single"), Float32Array.of(1, -2.5, 3, 1e-45));
  assert.deepEqual(await file.readFloats("double"), Float32Array.of(Math.PI, Infinity));
  assert.deepEqual(await file.readFloats("half"), Float32Array.of(1, -2, 2 ** -24, 65504));
  assert.deepEqual(await file.readFloats("empty"), new Float32Array(0));
  await assert.rejects(file.readFloats("ids"), NotFloatingPointError);
  await assert.rejects(file.readFloats("singel"), (error: LexopsError) => {
    assert.ok(error instanceof UnknownTensorError);
    assert.match(error.remedy, /Did you mean "single"/);
    return true;
  });
  await file.close();
});

test("bfloat16 is the upper half of float32", async () => {
  const file = await openSafetensors(fileOf(halves("BF16", [0x3f80, 0xc049, 0x0000, 0x7f7f, 0xff80])));
  const values = [...(await file.readFloats("h"))];
  assert.deepEqual(values, [1, -3.140625, 0, Math.fround(3.3895313892515355e38), -Infinity]);
  await file.close();
});

test("tensors that are longer than what is read at once are whole", async () => {
  const values = Float32Array.from({ length: (1 << 22) + 5 }, (_, at) => at % 1000);
  const file = await openSafetensors(
    fileOf(writeSafetensors({ long: { type: "float32", shape: [values.length], data: values } })),
  );
  assert.deepEqual(await file.readFloats("long"), values);
  await file.close();
});

test("a file that is cut after it was opened is refused, and so is one that was cut before", async () => {
  const content = writeSafetensors({ a: tensorData("float32", [8], [1, 2, 3, 4, 5, 6, 7, 8]) });
  const file = await openSafetensors(fileOf(content));
  truncateSync(file.path, content.length - 4);
  await assert.rejects(file.readFloats("a"), BadSafetensorsError);
  await file.close();
  for (const length of [0, 7, 8, 20, content.length - 1])
    await assert.rejects(openSafetensors(fileOf(content.subarray(0, length))), BadSafetensorsError);
});

test("any bytes on a disk are read or refused", async () => {
  const valid = writeSafetensors({ a: tensorData("float32", [2], [1, 2]), b: tensorData("int8", [3], [1, 2, 3]) });
  const outcome = async (content: Uint8Array) => {
    try {
      const file = await openSafetensors(fileOf(content));
      for (const name of file.tensors.keys())
        await file.readFloats(name).catch((error) => assert.ok(error instanceof LexopsError, String(error)));
      await file.close();
    } catch (error) {
      assert.ok(error instanceof LexopsError, String(error));
    }
  };
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), outcome));
  await fc.assert(fc.asyncProperty(fc.nat(valid.length - 1), fc.nat(255), (at, byte) => outcome(valid.with(at, byte))));
});
