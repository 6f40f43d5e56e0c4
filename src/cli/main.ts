#!/usr/bin/env node
/** @file The command `lexops`. */
import { enableCompileCache } from "node:module";

// Before anything else is loaded: from the second command on, nothing is compiled again.
enableCompileCache();
const { runCommandLine } = await import("./run-command-line.ts");
const { processSurroundings } = await import("./surroundings.ts");

const status = await runCommandLine(process.argv.slice(2), processSurroundings());
// What was written must be out before the process ends; idle worker threads must not keep it.
process.stdout.write("", () => process.exit(status));
