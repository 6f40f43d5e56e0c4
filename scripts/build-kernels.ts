/**
 * @file `npm run kernels [-- OUTPUT MODULE]`: compiles the AssemblyScript kernels to the WebAssembly files that are kept
 * beside them: all of them, or the one of the named module to another file.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const modules = [
  "src/numeric/kernels/kernels",
  "src/lifecycle/data/delimited-kernel",
  "src/lifecycle/data/column-kernel",
];

function compile(module: string, output: string): void {
  const folder = path.join(root, path.dirname(module));
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, "node_modules/assemblyscript/bin/asc.js"),
      `${path.basename(module)}.assembly.ts`,
      ...["--enable", "simd,relaxed-simd,threads", "-O3", "--runtime", "stub", "--noAssert"],
      // Shared, so that worker threads can work on one memory; it never detaches the views that others hold.
      ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
      ...["--outFile", path.relative(folder, output)],
    ],
    { cwd: folder, stdio: ["ignore", "inherit", "inherit"] },
  );
  if (status !== 0) process.exit(status ?? 1);
}

const [output, wanted = modules[0]!] = process.argv.slice(2);
if (output !== undefined) compile(wanted, output);
else for (const module of modules) compile(module, path.join(root, `${module}.wasm`));
