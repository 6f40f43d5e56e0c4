/**
 * @file Starts a development task under Node 24, whatever Node npm itself runs on, and installs the
 * dependencies first where they are missing. Plain JavaScript, because an older Node must be able to read it.
 */
const { spawn, spawnSync } = require("node:child_process");
const { existsSync, lstatSync, statSync } = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const minimumMajor = 24;

/** Installed and not older than the lock file: npm rewrites node_modules/.package-lock.json at each install. */
function isInstalled() {
  const marker = path.join(root, "node_modules", ".package-lock.json");
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(path.join(root, "package-lock.json")).mtimeMs;
}

function npm(...args) {
  const flags = ["--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" };
  return spawnSync("npm", [...args, ...flags], options).status === 0;
}

/** Some mirrors lack packages of other platforms, which makes `npm ci` refuse a lock file that fits this one. */
function install() {
  const modules = path.join(root, "node_modules");
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    process.stderr.write(
      `${modules} is a link, and installing would empty what it leads to. Install there, or remove it.\n`,
    );
    process.exit(1);
  }
  process.stderr.write("Installing the dependencies with npm ci (about a minute)…\n");
  if (npm("ci")) return;
  process.stderr.write("npm ci failed; trying npm install, which leaves the lock file as it is…\n");
  if (npm("install", "--no-save", "--no-package-lock")) return;
  process.stderr.write("npm install failed as well; its message above says why. Nothing was started.\n");
  process.exit(1);
}

/** The running Node when it is new enough, else the one among the development dependencies. */
function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= minimumMajor) return process.execPath;
  const executable = process.platform === "win32" ? "node.exe" : "node";
  for (const name of [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]) {
    const candidate = path.join(root, "node_modules", name.replace("win32", "win"), "bin", executable);
    if (existsSync(candidate)) return candidate;
  }
  process.stderr.write(
    `Lexops needs Node ${minimumMajor} or newer; this is ${process.version}, and npm has no Node ${minimumMajor} for ` +
      `${process.platform}-${process.arch} here. Install Node ${minimumMajor} and run the command again.\n`,
  );
  process.exit(1);
}

if (!isInstalled()) install();
const node = findNode();
const separator = process.platform === "win32" ? ";" : ":";
const child = spawn(node, [path.join(root, "scripts", "tasks.ts"), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD || process.cwd(),
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: [path.dirname(node), path.join(root, "node_modules", ".bin"), process.env.PATH].join(separator),
  },
});
// The terminal sends Ctrl-C to the child as well; the child decides how to end.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(signal ? 128 + (signal === "SIGINT" ? 2 : 15) : code));
