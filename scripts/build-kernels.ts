/** @file `npm run kernels [-- OUTPUT]`: compiles the AssemblyScript kernels to the WebAssembly file that is kept beside them. */
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "src/numeric/kernels");
const output = process.argv[2] ?? path.join(folder, "kernels.wasm");

const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, "node_modules/assemblyscript/bin/asc.js"),
    "kernels.assembly.ts",
    ...["--enable", "simd,threads", "-O3", "--runtime", "stub", "--noAssert"],
    // Shared, so that worker threads can work on one memory; it never detaches the views that others hold.
    ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
    ...["--outFile", path.relative(folder, output)],
  ],
  { cwd: folder, stdio: ["ignore", "inherit", "inherit"] },
);
process.exit(status ?? 1);
