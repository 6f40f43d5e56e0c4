/**
 * @file The fastText benchmarks over any file of texts and labels: both sides train on, and answer for, the same lines
 * of lower-case words with `__label__`, with the same settings, and read and write files while measured.
 */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Benchmark, benchFolder, measureNode, measurePython } from "../harness.ts";

/** Settings that both sides share: fastText's names. */
export interface FastTextSettings {
  readonly dim: number;
  readonly epoch: number;
  readonly wordNgrams: number;
  readonly threads: number;
  /** The rate at which each side is best. */
  readonly learningRate: { readonly ours: number; readonly peer: number };
}

/** What one side is told. */
export interface SideSettings extends Omit<FastTextSettings, "learningRate"> {
  readonly learningRate: number;
}

/** One labelled text. */
export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

/** Both parts of the data. */
export interface TrainAndTest {
  readonly train: readonly LabelledText[];
  readonly test: readonly LabelledText[];
}

/** Makes a benchmark with the cases `train` (read, train, write) and `predict` (read, answer, write). */
export function fastTextBenchmark(
  name: string,
  summary: string,
  settings: FastTextSettings,
  read: () => Promise<TrainAndTest>,
): Benchmark {
  const folder = benchFolder(name);
  const arguments_ = (side: "ours" | "peer", work: "train" | "predict") => {
    const own: SideSettings = { ...settings, learningRate: settings.learningRate[side] };
    return [work, folder, JSON.stringify(own)];
  };
  const ours = (work: "train" | "predict") => measureNode("sides/fasttext.ts", arguments_("ours", work));
  const peer = (work: "train" | "predict") => measurePython("fasttext_side.py", arguments_("peer", work));
  return {
    name,
    summary,
    unit: "s",
    better: "lower",
    target: 1,
    async prepare() {
      if (existsSync(path.join(folder, "test.txt"))) return;
      const { train, test } = await read();
      await writeFile(path.join(folder, "train.txt"), lines(train));
      await writeFile(path.join(folder, "test.txt"), lines(test));
    },
    cases: [
      { name: "train", ours: () => ours("train"), peer: () => peer("train") },
      { name: "predict", ours: () => ours("predict"), peer: () => peer("predict") },
    ],
  };
}

function lines(texts: readonly LabelledText[]): string {
  return texts
    .map(({ label, text }) => {
      const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
      return `__label__${label.replace(/\s+/g, "-")} ${words.join(" ")}\n`;
    })
    .join("");
}
