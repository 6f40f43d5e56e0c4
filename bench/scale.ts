/**
 * @file `scale`: training in a stream on 100,000, 1,000,000 and 10,000,000 rows (AG News with seeded noise), against
 * fastText's C++ and scikit-learn. The facts have rows a second; the peaks of memory are in the cases. `LEXOPS_SCALE` names
 * fewer sizes.
 */
import { createWriteStream, existsSync, renameSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createRandom } from "../src/foundation/index.ts";
import { readDataset } from "../src/lifecycle/data/index.ts";
import { textAt } from "../src/lifecycle/text/index.ts";
import { type Benchmark, benchData, benchFolder, measureNode, measurePython } from "./harness.ts";
import { noisyRows } from "./sides/noisy-rows.ts";

const sizes = (process.env["LEXOPS_SCALE"] ?? "100000,1000000,10000000").split(",").map(Number);
const fileOf = (rows: number) => path.join(benchFolder("scale"), `${rows}.txt`);

/** Recipes and their peers' scripts. */
const peers = { "fast-text": "scale_fasttext_side.py", "hashing-logistic-regression": "scale_hashing_side.py" };

async function writeRows(count: number): Promise<void> {
  const { texts, labels, rows, extra } = await readDataset(benchData("ag-news/ag-news-test.csv.gz"), {
    text: "description",
    label: "label",
    extra: ["title"],
  });
  const real = Array.from({ length: rows }, (_, row) => ({
    label: labels.names[labels.ids[row]!]!,
    text: (`${extra["title"]![row]} ${textAt(texts, row)}`.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join(" "),
  }));
  function* lines(): Generator<string> {
    let some = "";
    for (const { label, text } of noisyRows(real, count, createRandom("scale"))) {
      some += `__label__${label} ${text}\n`;
      if (some.length < 1 << 18) continue;
      yield some;
      some = "";
    }
    yield some;
  }
  const file = fileOf(count);
  await pipeline(Readable.from(lines()), createWriteStream(`${file}.part`));
  renameSync(`${file}.part`, file);
}

export default {
  name: "scale",
  summary: `Training in a stream, 5 epochs, 2 threads, ${sizes.join(", ")} rows: fast-text (bigrams, width 10) against fastText, hashing (2^20 columns) and logistic regression against scikit-learn's partial_fit.`,
  unit: "s",
  better: "lower",
  target: 1,
  rounds: 1,
  async prepare() {
    for (const size of sizes) if (!existsSync(fileOf(size))) await writeRows(size);
  },
  cases: Object.entries(peers).flatMap(([recipe, peer]) =>
    sizes.map((size) => ({
      name: `${recipe}, ${size} rows`,
      ours: () => measureNode("sides/scale.ts", [recipe, fileOf(size)]),
      peer: () => measurePython(peer, [fileOf(size)]),
    })),
  ),
} satisfies Benchmark;
