/** @file Puts beside the compiled JavaScript what `tsc` does not: WebAssembly kernels and the server's page. */
import { copyFileSync, globSync, mkdirSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
for (const file of globSync("src/**/*.{wasm,html,css,svg}", { cwd: root })) {
  const target = path.join(root, "dist", path.relative("src", file));
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(path.join(root, file), target);
}
