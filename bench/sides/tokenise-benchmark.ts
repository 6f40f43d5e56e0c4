/** @file What `tokenise-wordpiece` and `tokenise-bpe` have in common: ours, the JavaScript peer and the Rust one on the same texts. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { selectTexts, type TextColumn, textAt } from "../../src/lifecycle/text/index.ts";
import { type Benchmark, benchFolder, type Measurement, measureNode, measurePython } from "../harness.ts";
import { prepareImdbTexts } from "./imdb-texts.ts";
import { sharedTexts } from "./shared-texts.ts";

const rustTarget = 5;
const megabytes = 20;

/** Makes the texts' folder unless it is there. The JavaScript peer takes U+0085 for no space, so such reviews are left out. */
export async function prepareReviews(): Promise<{ readonly folder: string; readonly texts: TextColumn }> {
  const all = sharedTexts(await prepareImdbTexts(), 20_000);
  const chosen: number[] = [];
  for (let row = 0, bytes = 0; bytes < megabytes * 1e6; row++) {
    if (textAt(all, row).includes("\u0085")) continue;
    bytes += all.offsets[row + 1]! - all.offsets[row]!;
    chosen.push(row);
  }
  const texts = selectTexts(all, chosen);
  const folder = benchFolder("tokenise-reviews");
  writeFileSync(path.join(folder, "texts.bytes"), texts.bytes);
  writeFileSync(path.join(folder, "texts.offsets"), texts.offsets);
  return { folder, texts };
}

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
export function tokeniseBenchmark(
  name: string,
  model: string,
  tokenizer: (texts: TextColumn) => Promise<string>,
): Benchmark {
  let args: string[] = [];
  let latest: Measurement;
  return {
    name,
    summary: `Token ids of 20 MB of reviews in memory, one thread, ${model}. Peers: @huggingface/tokenizers (JavaScript), which the ratio is to, and tokenizers (Rust, encode_batch_fast), which should be beaten ${rustTarget} times.`,
    unit: "MB/s",
    better: "higher",
    target: 10,
    rounds: 2,
    async prepare() {
      prepareJavaScriptPeer();
      const { folder, texts } = await prepareReviews();
      args = [await tokenizer(texts), folder, String(texts.length)];
    },
    cases: [
      {
        name: "20 MB of reviews",
        async ours() {
          latest = await measureNode("sides/tokenise.ts", ["ours", ...args]);
          return latest;
        },
        async peer() {
          const javaScript = await measureNode("sides/tokenise.ts", ["peer", ...args]);
          const rust = await measurePython("tokenise.py", args);
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
