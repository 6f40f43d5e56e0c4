#!/usr/bin/env node
/** @file The command `lexops`. */
import { runCommandLine } from "./run-command-line.ts";
import { processSurroundings } from "./surroundings.ts";

const status = await runCommandLine(process.argv.slice(2), processSurroundings());
// What was written must be out before the process ends; idle worker threads must not keep it.
process.stdout.write("", () => process.exit(status));
