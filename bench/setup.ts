/** @file `npm run bench:setup [parity|all]`: makes the environment of the peers, Python and Node; a second run adds only what changed. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nodePeersFolder, peersFolder } from "./peers-folder.ts";

const torch = "torch==2.15.0";
const needingTorch = ["peft==0.21.2", "accelerate==1.15.0"];
const nodePackages = ["@huggingface/transformers@4.3.1"];
const cpuStandIns = path.resolve(import.meta.dirname, "../../shared/tools/torch_cpu_only.py");
const folder = peersFolder();
const python = path.join(folder, "bin", "python");

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  process.stderr.write(`Making the peers' environment failed at: ${command} ${args.join(" ")}\n`);
  process.exit(1);
}

const pip = (...args: string[]) =>
  run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...args);

/** PyTorch's wheel needs CUDA libraries to be imported; where small stand-ins can be made, they save 2 GB. */
function installTorch(): void {
  if (!existsSync(cpuStandIns)) {
    pip(torch);
    return;
  }
  pip("--no-deps", torch);
  run(python, cpuStandIns);
}

/** What requires PyTorch comes without its requirements, or `pip` would fetch the CUDA libraries after all. */
function installTorchAndMore(): void {
  installTorch();
  pip("--no-deps", ...needingTorch);
}

/** A project of its own, so that nothing of it is found from ours; no package's scripts run. */
function installNodePackages(): void {
  const target = nodePeersFolder();
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, "package.json"), '{ "private": true }\n');
  run("npm", "install", "--prefix", target, "--ignore-scripts", "--no-audit", "--no-fund", "--silent", ...nodePackages);
}

const wanted = process.argv[2] ?? "all";
if (!["parity", "all"].includes(wanted)) {
  process.stderr.write(`What to set up is "parity" or "all" (default), not "${wanted}".\n`);
  process.exit(2);
}
const parts = wanted === "all" ? ["parity", "bench"] : ["parity"];
if (!existsSync(python)) run("python3", "-m", "venv", folder);
for (const part of parts) {
  const requirements = path.join(import.meta.dirname, "peers", `requirements-${part}.txt`);
  const stamp = path.join(folder, `installed-${part}.txt`);
  const content = `${readFileSync(requirements, "utf8")}${[torch, ...needingTorch, ...nodePackages].join("\n")}\n`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === content) continue;
  process.stderr.write(`Installing ${part} peers into ${folder}…\n`);
  pip("--requirement", requirements);
  if (part === "parity") {
    installTorchAndMore();
    installNodePackages();
  }
  writeFileSync(stamp, content);
}
process.stderr.write(`The peers are ready in ${folder}.\n`);
