/** @file Our side of `scale`: a recipe's model trained on fastText lines from disk, in a stream. */
import { open } from "node:fs/promises";
import { hashingConfig } from "../../src/lifecycle/text/hashing.config.ts";
import type { TextBlock } from "../../src/lifecycle/text/index.ts";
import { ngramIdsConfig } from "../../src/lifecycle/text/ngram-ids.config.ts";
import { ftrlProximalConfig } from "../../src/lifecycle/training/ftrl-proximal.config.ts";
import { type ClassifierSettings, streamedTraining } from "../../src/lifecycle/training/index.ts";
import { onlineConfig } from "../../src/lifecycle/training/online.config.ts";
import { measured } from "../harness.ts";

const [recipe = "", file = ""] = process.argv.slice(2);
const PREFIX = "__label__".length;

/** The rows of a file of fastText lines, a mebibyte or so at a time, in buffers that are used again. */
async function* blocksOf(source: string): AsyncGenerator<TextBlock> {
  const piece = 1 << 20;
  const chunk = Buffer.alloc(piece * 2);
  const bytes = new Uint8Array(new SharedArrayBuffer(chunk.length));
  const handle = await open(source);
  try {
    for (let filled = 0; ; ) {
      const { bytesRead } = await handle.read(chunk, filled, piece);
      if (bytesRead === 0) return;
      filled += bytesRead;
      const labels: string[] = [];
      const ends = [0];
      let used = 0;
      let start = 0;
      for (let end = chunk.indexOf(0x0a); end >= 0 && end < filled; end = chunk.indexOf(0x0a, start)) {
        const cut = chunk.indexOf(0x20, start);
        labels.push(chunk.toString("latin1", start + PREFIX, cut));
        bytes.set(chunk.subarray(cut + 1, end), used);
        used += end - cut - 1;
        ends.push(used);
        start = end + 1;
      }
      chunk.copyWithin(0, start, filled);
      filled -= start;
      const offsets = new Float64Array(new SharedArrayBuffer(ends.length * 8));
      offsets.set(ends);
      yield { texts: { length: labels.length, bytes: bytes.subarray(0, used), offsets }, labels };
    }
  } finally {
    await handle.close();
  }
}

const sameForAll = { seed: 0, threads: 2 };
const settings: Readonly<Record<string, ClassifierSettings>> = {
  "fast-text": {
    ...sameForAll,
    text: ngramIdsConfig.parse({ type: "ngram-ids/v1", tokens: "whitespace", lowercase: false }),
    model: { type: "fast-text/v1", width: 10 },
    training: onlineConfig.parse({ type: "online/v1", learningRate: 0.5 }),
  },
  "hashing-logistic-regression": {
    ...sameForAll,
    text: hashingConfig.parse({ type: "hashing/v1" }),
    model: { type: "logistic-regression/v1" },
    training: ftrlProximalConfig.parse({ type: "ftrl-proximal/v1" }),
  },
};
let rows = 0;
async function* counted(blocks: AsyncIterable<TextBlock>): AsyncGenerator<TextBlock> {
  for await (const block of blocks) {
    rows += block.labels.length;
    yield block;
  }
}
await measured(async () => {
  const start = performance.now();
  const { pipeline, model } = await streamedTraining(settings[recipe]!)(counted(blocksOf(file)), {});
  const seconds = (performance.now() - start) / 1000;
  const loss = model.history.epochs.at(-1)!.metrics["loss"]!;
  return { rows, rowsPerSecond: Math.round(rows / seconds), features: pipeline.featureCount, loss };
});
