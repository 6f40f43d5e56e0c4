import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import type { TensorData } from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { transformers } from "../transformer/index.ts";
import { architectures, type Encoding, modelGraph } from "./index.ts";
import { modelConfig } from "./model.config.ts";
import { tinyTransformer } from "./tiny-transformer.sample.ts";

const FEATURES = 50;

const int64 = (shape: readonly number[], values: readonly number[]): TensorData => ({
  type: "int64",
  shape,
  data: BigInt64Array.from(values, BigInt),
});

/** Texts as lists of features, padded to at least `width` tokens where the encoding pads. */
function feeds(encoding: Encoding, texts: readonly (readonly number[])[], width = 1): Record<string, TensorData> {
  if (encoding === "none")
    return {
      batch: int64(
        [texts.length],
        texts.map(() => 0),
      ),
    };
  if (encoding === "rows") {
    const offsets = [0];
    for (const text of texts) offsets.push(offsets.at(-1)! + text.length);
    const entries = texts.flat();
    const values = Float32Array.from(entries, (feature) => Math.sin(feature));
    return {
      indices: int64([entries.length], entries),
      values: { type: "float32", shape: [entries.length], data: values },
      offsets: int64([offsets.length], offsets),
    };
  }
  const tokens = Math.max(width, ...texts.map((text) => text.length));
  const padded = texts.flatMap((text) => [...text, ...new Array<number>(tokens - text.length).fill(0)]);
  const mask = texts.flatMap((text) => Array.from({ length: tokens }, (_, at) => (at < text.length ? 1 : 0)));
  return {
    input_ids: int64([texts.length, tokens], padded),
    attention_mask: int64([texts.length, tokens], mask),
  };
}

const random = createRandom("texts");
const texts = Array.from({ length: 30 }, (_, text) =>
  Array.from({ length: text === 3 ? 0 : 1 + random.integer(40) }, () => 1 + random.integer(FEATURES - 1)),
);

/** Settings of every architecture, and of a transformer those of each kind, pooling and adapter. */
const configs = architectures.names.flatMap((type) => {
  if (type !== "transformer/v1") return [{ kind: type, config: modelConfig.parse({ type }) }];
  const poolings = ["mean", "cls"].map((pooling) => ({
    kind: pooling,
    config: tinyTransformer("bert", FEATURES, { pooling }),
  }));
  const adapted = ["bert", "gpt2"].map((kind) => ({
    kind: `${kind} with adapters`,
    config: tinyTransformer(kind, FEATURES, { lora: { rank: 2 } }),
  }));
  return [
    ...transformers.names.map((kind) => ({ kind, config: tinyTransformer(kind, FEATURES) })),
    ...poolings,
    ...adapted,
  ];
});

for (const { kind, config } of configs) {
  const architecture = architectures.get(config.type);
  for (const labels of [2, 5]) {
    describe(`${kind} for ${labels} labels`, async () => {
      const size = { labels, features: FEATURES };
      const parameters = Object.fromEntries(
        architecture.weights(config, size).map(({ name, shape, isFirstRowZero }): [string, TensorData] => {
          const length = shape.reduce((product, dimension) => product * dimension, 1);
          const scale = Math.sqrt(shape.at(-1)! / length); // each layer's numbers stay about as large
          const data = Float32Array.from({ length }, () => random.normal() * scale);
          if (isFirstRowZero) data.fill(0, 0, shape[1]);
          return [name, { type: "float32", shape, data }];
        }),
      );
      const session = await createSession(encodeModel(modelGraph(config, size), { parameters }));
      const run = (some: readonly (readonly number[])[], width?: number) =>
        session.run(feeds(architecture.encoding, some, width));

      test("takes the encoding's inputs and gives logits and probabilities", async () => {
        assert.deepEqual(session.inputNames.toSorted(), Object.keys(feeds(architecture.encoding, texts)).toSorted());
        const { logits, probabilities } = await run(texts);
        assert.deepEqual(logits!.shape, [texts.length, labels]);
        assert.deepEqual(probabilities!.shape, [texts.length, labels]);
        for (let text = 0; text < texts.length; text++) {
          const row = Array.from(logits!.data.slice(text * labels, (text + 1) * labels) as Float32Array);
          if (labels === 2 && architecture.encoding !== "none" && config.type !== "transformer/v1")
            assert.equal(row[0], 0);
          const oneVsRest = architecture.link === "one-vs-rest" && labels > 2;
          const exponentials = oneVsRest
            ? row.map((logit) => 1 / (1 + Math.exp(-logit)))
            : row.map((logit) => Math.exp(logit - Math.max(...row)));
          const total = exponentials.reduce((sum, value) => sum + value);
          for (const [label, value] of exponentials.entries())
            assert.ok(Math.abs(value / total - Number(probabilities!.data[text * labels + label])) < 1e-6);
        }
      });

      test("what shares the batch, and padding, change nothing", async () => {
        const together = (await run(texts)).probabilities!.data as Float32Array;
        for (const [text, tokens] of texts.entries()) {
          const alone = (await run([tokens])).probabilities!.data as Float32Array;
          const expected = together.slice(text * labels, (text + 1) * labels);
          for (const [label, value] of alone.entries()) assert.ok(Math.abs(value - expected[label]!) < 1e-6);
          const padded = (await run([tokens], 64)).probabilities!.data as Float32Array;
          // ONNX Runtime's Conv and Gemm add up in an order that depends on how many positions there are.
          if (config.type === "text-cnn/v1" || config.type === "transformer/v1")
            for (const [label, value] of padded.entries()) assert.ok(Math.abs(value - alone[label]!) < 1e-6);
          else assert.deepEqual(padded, alone);
        }
      });

      if (session.outputNames.includes("attention"))
        test("attention is a share for each token", async () => {
          const { attention } = await run(texts, 64);
          assert.deepEqual(attention!.shape, [texts.length, 64]);
          for (const [text, tokens] of texts.entries()) {
            const shares = Array.from(attention!.data.slice(text * 64, (text + 1) * 64) as Float32Array);
            const total = shares.reduce((sum, share) => sum + share);
            assert.ok(Math.abs(total - (tokens.length === 0 ? 0 : 1)) < 1e-5);
            assert.ok(shares.slice(tokens.length).every((share) => share === 0));
          }
        });
    });
  }
}
