/**
 * @file `language-identification`: the language of tweets and of short template sentences against the other libraries that
 * install without a compiler and a download. The facts hold the accuracy by language.
 */
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Benchmark, benchFolder, measureNode } from "./harness.ts";

const packages = {
  tinyld: "1.3.4",
  "franc-min": "6.2.0",
  franc: "6.2.0",
  lande: "1.0.10",
  "cld3-asm": "4.0.0",
};
const folder = benchFolder("language-peers");
const measure = (library: string) => measureNode("sides/language-identification.ts", [library, folder]);

const benchmark: Benchmark = {
  name: "language-identification",
  summary:
    "Tell the language of 24,264 tweets (8 languages) and 12,000 short sentences (German, Dutch, Chinese, romanised Hindi). Peers: tinyld, franc-min, franc, lande, cld3-asm.",
  unit: "texts/s",
  better: "higher",
  target: 1,
  rounds: 1,
  async prepare() {
    if (existsSync(path.join(folder, "node_modules", "cld3-asm"))) return;
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, dependencies: packages }));
    execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "ignore" });
  },
  cases: Object.keys(packages).map((library) => ({
    name: library,
    ours: () => measure("ours"),
    peer: () => measure(library),
  })),
};
export default benchmark;
