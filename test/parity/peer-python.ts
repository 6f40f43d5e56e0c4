/** @file Runs the other side of a comparison: Python with the reference implementations (`npm run bench:setup` makes it). */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { peersFolder } from "../../bench/peers-folder.ts";

/** The peers' `python`, or `undefined` where it is not installed. @throws in CI, where nothing may be skipped. */
export function peerPython(): string | undefined {
  const python = path.join(peersFolder(), "bin", "python");
  if (existsSync(python)) return python;
  if (process.env["CI"]) throw new Error(`The peers' Python is not at ${python}; run "npm run bench:setup -- parity".`);
  return undefined;
}

/** Why a parity test is skipped, or `false` where it runs: `test(name, { skip: withoutPeers() }, …)`. */
export function withoutPeers(): string | false {
  return peerPython() === undefined && 'the reference implementations are not installed: "npm run bench:setup"';
}

/** Runs a script beside the test with the peers' Python and returns what it printed. @throws with its stderr. */
export async function runPeer(script: string, args: readonly string[]): Promise<string> {
  const python = peerPython();
  if (python === undefined) throw new Error("Skip this test with withoutPeers().");
  const run = promisify(execFile);
  const { stdout } = await run(python, [script, ...args], {
    maxBuffer: 1 << 28,
    env: { ...process.env, OMP_NUM_THREADS: "2", PYTHONUTF8: "1" },
  });
  return stdout;
}
