/** @file What `tokenise-wordpiece` and `tokenise-bpe` have in common: ours, the JavaScript peer and the Rust one on the same texts. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Benchmark, benchFolder, type Measurement, measureNode, measurePython } from "../harness.ts";
import { prepareImdbTexts } from "./imdb-texts.ts";

/** The reviews that are tokenised: the first 20 MB. */
export const reviews = 15_300;
const rustTarget = 5;

function prepareJavaScriptPeer(): string {
  const folder = benchFolder("tokenizers-js");
  if (existsSync(path.join(folder, "node_modules/@huggingface/tokenizers"))) return folder;
  const dependencies = { "@huggingface/tokenizers": "0.2.0" };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "ignore" });
  return folder;
}

/**
 * Megabytes a second of each side; all give the same ids. The ratio is to the JavaScript peer; the facts hold the Rust one's.
 * @param tokenizer makes the tokenizer's folder unless it is there
 */
export function tokeniseBenchmark(name: string, model: string, tokenizer: () => Promise<string>): Benchmark {
  let folder = "";
  const texts = benchFolder("imdb-texts");
  let latest: Measurement;
  return {
    name,
    summary: `Token ids of 20 MB of reviews in memory, one thread, ${model}. Peers: @huggingface/tokenizers (JavaScript), which the ratio is to, and tokenizers (Rust, encode_batch_fast), which should be beaten ${rustTarget} times.`,
    unit: "MB/s",
    better: "higher",
    target: 10,
    rounds: 2,
    async prepare() {
      await prepareImdbTexts();
      prepareJavaScriptPeer();
      folder = await tokenizer();
    },
    cases: [
      {
        name: "20 MB of reviews",
        async ours() {
          latest = await measureNode("sides/tokenise.ts", ["ours", folder, texts, String(reviews)]);
          return latest;
        },
        async peer() {
          const javaScript = await measureNode("sides/tokenise.ts", ["peer", folder, texts, String(reviews)]);
          const rust = await measurePython("tokenise.py", [folder, texts, String(reviews)]);
          for (const { facts } of [javaScript, rust]) assert.deepEqual(facts, latest.facts, "the ids differ");
          const rustRatio = latest.value / rust.value;
          const facts = {
            rustMBs: rust.value,
            rustRatio,
            rustTarget,
            isRustTargetMet: String(rustRatio >= rustTarget),
          };
          return { ...javaScript, facts: { ...javaScript.facts, ...facts } };
        },
      },
    ],
  };
}
