/**
 * @file Two sides that take turns step by step in one run: each a process that does a step for each line it is told, as
 * `peers/stepwise.py` describes.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Measurement } from "./harness.ts";
import { peersFolder } from "./peers-folder.ts";

interface Side {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: AsyncIterator<string>;
}

const running: Side["child"][] = [];

/** Ends all processes. */
export function endSteps(): void {
  for (const child of running.splice(0)) child.kill();
}

/** Runs steps of one process; it starts at the first call. */
export type Steps = (count: number) => Promise<Measurement>;

/** A file of this folder under this Node. */
export function ourSteps(script: string, args: readonly string[]): Steps {
  return steps(process.execPath, ["--conditions=lexops-source", path.join(import.meta.dirname, script), ...args]);
}

/** `bench/peers/<script>` under the peers' Python. */
export function peerSteps(script: string, args: readonly string[]): Steps {
  return steps(path.join(peersFolder(), "bin", "python"), [path.join(import.meta.dirname, "peers", script), ...args]);
}

function steps(command: string, args: readonly string[]): Steps {
  let side: Side | undefined;
  return async (count) => {
    if (side === undefined) {
      side = start(command, args);
      await next(side); // it is ready
    }
    side.child.stdin.write(`${count}\n`);
    const told: Record<string, number>[] = [];
    while (told.length < count) told.push(await next(side));
    const { milliseconds: _, residentBytes, peakBytes, ...facts } = told.at(-1)!;
    const middle = told.map(({ milliseconds }) => milliseconds!).sort((left, right) => left - right)[count >> 1]!;
    return { value: middle, peakBytes: Math.max(peakBytes ?? 0, residentBytes ?? 0), facts };
  };
}

function start(command: string, args: readonly string[]): Side {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  running.push(child);
  const lines: Interface = createInterface({ input: child.stdout });
  return { child, lines: lines[Symbol.asyncIterator]() };
}

async function next({ lines, child }: Side): Promise<Record<string, number>> {
  const { value, done } = await lines.next();
  if (done) throw new Error(`${child.spawnfile} ${child.spawnargs.slice(1).join(" ")} ended before it answered.`);
  return JSON.parse(value) as Record<string, number>;
}

/** A step of each of two; the faster counts. */
export async function fasterSteps(...sides: readonly Steps[]): Promise<Measurement> {
  const found: Measurement[] = [];
  for (const side of sides) found.push(await side(1));
  return found.reduce((best, one) => (one.value < best.value ? one : best));
}
