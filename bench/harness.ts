/** @file How every speed claim is measured: both sides alternately in one run, each in a process of its own; medians and their ratio. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { peersFolder } from "./peers-folder.ts";

/** What one run of one side gave. */
export interface Measurement {
  /** The figure that is compared, in the benchmark's unit. */
  readonly value: number;
  /** CPU seconds of the measured part, since machines are shared. */
  readonly cpuSeconds?: number;
  /** The process's largest resident memory. */
  readonly peakBytes?: number;
  /** Other figures worth printing: accuracy, checksums, rows. */
  readonly facts?: Readonly<Record<string, number | string>>;
}

/** One setting in which both sides do the same work. */
export interface BenchmarkCase {
  readonly name: string;
  ours(): Promise<Measurement>;
  peer(): Promise<Measurement>;
}

/** One speed claim. */
export interface Benchmark {
  readonly name: string;
  /** What is done, on which data, against whom. */
  readonly summary: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** The ratio (ours divided by the peer's) that is aimed at. */
  readonly target: number;
  /** Runs of each side; the median counts. Default 3. */
  readonly rounds?: number;
  /** Makes files and models both sides need, once, unmeasured. */
  prepare?(): Promise<void>;
  /** Ends what the cases left running. */
  finish?(): void;
  /** The reported ratio is the worst of the cases'. */
  readonly cases: readonly BenchmarkCase[];
}

/** A comparison that is no race: it says what it finds, and gives it as JSON. */
export interface Report {
  readonly name: string;
  readonly summary: string;
  run(report: (line: string) => void): Promise<Readonly<Record<string, unknown>>>;
}

interface CaseResult {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly ratio: number;
  readonly oursCpuSeconds: number | null;
  readonly peerCpuSeconds: number | null;
  readonly oursPeakMB: number | null;
  readonly peerPeakMB: number | null;
  readonly memoryRatio: number | null;
  readonly facts: { readonly ours: Measurement["facts"]; readonly peer: Measurement["facts"] };
}

/** A benchmark's result; printed as one JSON line. */
export interface BenchmarkResult {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly ratio: number;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly target: number;
  readonly met: boolean;
  readonly cases: readonly CaseResult[];
  readonly environment: Readonly<Record<string, string | number>>;
}

/** A folder for what benchmarks prepare; reused between runs, ignored by git. */
export function benchFolder(...parts: string[]): string {
  const folder = path.join(tmpdir(), "lexops-bench", ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A shared data file, read in place. */
export function benchData(file: string): string {
  return path.resolve(import.meta.dirname, "../../shared/data", file);
}

/**
 * Runs a TypeScript file of this folder under this Node. Its last line on stdout is the measurement as JSON
 * (`{"value": 0.5, "cpuSeconds": 0.9, "peakBytes": 1e8, "facts": {…}}`, see `measured`).
 */
export function measureNode(
  script: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<Measurement> {
  const file = path.join(import.meta.dirname, script);
  return measureProcess(process.execPath, ["--conditions=lexops-source", ...flags, file, ...args]);
}

/** Runs `bench/peers/<script>` under the peers' Python; the same last line. */
export function measurePython(script: string, args: readonly string[] = []): Promise<Measurement> {
  return measureProcess(path.join(peersFolder(), "bin", "python"), [
    path.join(import.meta.dirname, "peers", script),
    ...args,
  ]);
}

function measureProcess(command: string, args: readonly string[]): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const last = output.trimEnd().split("\n").at(-1) ?? "";
      if (code === 0) resolve(JSON.parse(last) as Measurement);
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}: ${output.slice(-2000)}`));
    });
  });
}

/**
 * For a measured process of ours: times `work` and prints the measurement as the last line. `after` may add facts that
 * take time to find.
 */
export async function measured(
  work: () => Promise<Measurement["facts"]>,
  after: () => Measurement["facts"] = () => undefined,
): Promise<void> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const facts = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const measurement: Measurement = {
    value: seconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { ...facts, ...after() },
  };
  process.stdout.write(`${JSON.stringify(measurement)}\n`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function medianOf(runs: readonly Measurement[], pick: (run: Measurement) => number | undefined): number | null {
  const values = runs.map(pick).filter((value) => value !== undefined);
  return values.length === runs.length ? median(values) : null;
}

function summarise(name: string, ours: readonly Measurement[], peer: readonly Measurement[]): CaseResult {
  const oursValue = median(ours.map(({ value }) => value));
  const peerValue = median(peer.map(({ value }) => value));
  const oursPeak = medianOf(ours, ({ peakBytes }) => peakBytes);
  const peerPeak = medianOf(peer, ({ peakBytes }) => peakBytes);
  const megabytes = (bytes: number | null) => (bytes === null ? null : Math.round(bytes / 1e6));
  return {
    name,
    ours: oursValue,
    peer: peerValue,
    ratio: oursValue / peerValue,
    oursCpuSeconds: medianOf(ours, ({ cpuSeconds }) => cpuSeconds),
    peerCpuSeconds: medianOf(peer, ({ cpuSeconds }) => cpuSeconds),
    oursPeakMB: megabytes(oursPeak),
    peerPeakMB: megabytes(peerPeak),
    memoryRatio: oursPeak === null || peerPeak === null ? null : oursPeak / peerPeak,
    facts: { ours: ours.at(-1)?.facts, peer: peer.at(-1)?.facts },
  };
}

/** Runs every case alternately with its peer and gives the medians. */
export async function runBenchmark(benchmark: Benchmark, report: (line: string) => void): Promise<BenchmarkResult> {
  const { name, unit, better, target, rounds = 3, cases } = benchmark;
  report(`${name}: ${benchmark.summary}`);
  await benchmark.prepare?.();
  const results: CaseResult[] = [];
  for (const { name: caseName, ours, peer } of cases) {
    const oursRuns: Measurement[] = [];
    const peerRuns: Measurement[] = [];
    for (let round = 1; round <= rounds; round++) {
      const oursRun = await ours();
      const peerRun = await peer();
      oursRuns.push(oursRun);
      peerRuns.push(peerRun);
      report(
        `  ${caseName} ${round}/${rounds}: ours ${oursRun.value.toPrecision(4)}, peer ${peerRun.value.toPrecision(4)} ${unit}`,
      );
    }
    results.push(summarise(caseName, oursRuns, peerRuns));
  }
  benchmark.finish?.();
  const worst = results.reduce((left, right) => ((better === "lower") === right.ratio > left.ratio ? right : left));
  return {
    name,
    ours: worst.ours,
    peer: worst.peer,
    ratio: worst.ratio,
    unit,
    better,
    target,
    met: better === "lower" ? worst.ratio <= target : worst.ratio >= target,
    cases: results,
    environment: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 1e9),
      platform: `${process.platform}-${process.arch}`,
      node: process.version,
      loadAverage: loadavg()[0] ?? 0,
    },
  };
}
