/** @file Runs the other side of a comparison in Node: packages in a project of their own (`npm run bench:setup` makes it). */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { nodePeersFolder } from "../../bench/peers-folder.ts";

/** Where transformers.js is, or `undefined` where it is not installed. @throws in CI, where nothing may be skipped. */
function transformersJs(): string | undefined {
  const module = path.join(nodePeersFolder(), "node_modules/@huggingface/transformers/dist/transformers.node.mjs");
  if (existsSync(module)) return module;
  if (process.env["CI"]) throw new Error(`transformers.js is not at ${module}; run "npm run bench:setup -- parity".`);
  return undefined;
}

/** Why a test against transformers.js is skipped, or `false` where it runs. */
export function withoutTransformersJs(): string | false {
  return transformersJs() === undefined && 'transformers.js is not installed: "npm run bench:setup"';
}

/** Runs a script beside the test, which gets the path of transformers.js first; returns what it printed. */
export async function runTransformersJs(script: string, args: readonly string[]): Promise<string> {
  const module = transformersJs();
  if (module === undefined) throw new Error("Skip this test with withoutTransformersJs().");
  const { stdout } = await promisify(execFile)(process.execPath, [script, module, ...args], { maxBuffer: 1 << 28 });
  return stdout;
}
