/** @file The work of encode-1 and encode-32 against transformers.js, which runs the ONNX file that PyTorch exports. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Benchmark, benchFolder } from "./harness.ts";
import { peersFolder } from "./peers-folder.ts";
import { encodeCases, encoderFolder } from "./sides/encode-cases.ts";
import { endSteps, ourSteps } from "./stepwise.ts";

const exported = path.join(benchFolder("encode-javascript"), "minilm");

const benchmark: Benchmark = {
  name: "encode-javascript",
  summary:
    "embeddings of 1 and 32 texts at a time by MiniLM, 32 and 128 tokens a text, tokenising included, two threads, against transformers.js in fp32; by turns",
  unit: "ms",
  better: "lower",
  target: 1,
  rounds: 5,
  async prepare() {
    if (existsSync(path.join(exported, "onnx/model.onnx"))) return;
    const script = path.join(import.meta.dirname, "peers/export_encoder.py");
    const { status } = spawnSync(path.join(peersFolder(), "bin", "python"), [script, encoderFolder, exported], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status !== 0) throw new Error(`Exporting ${encoderFolder} to ONNX failed.`);
  },
  finish: endSteps,
  cases: [1, 32].flatMap((size) =>
    encodeCases(size, (batch, tokens) => ourSteps("sides/encode-transformers-js.ts", [exported, batch, tokens])),
  ),
};

export default benchmark;
