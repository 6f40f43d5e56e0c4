/** @file The process as the command line sees it: where it writes, reads and is interrupted. */
import { once } from "node:events";
import { addAbortSignal, type Readable, type Writable } from "node:stream";
import { exitCodes } from "./exit-codes.ts";

/** What a command line needs of its process. */
export interface Surroundings {
  /** Resolves once more may be written. */
  write(text: string): Promise<void>;
  writeError(text: string): void;
  /** Whether standard output is a terminal. */
  readonly terminal: boolean;
  /** Whether standard error is one. */
  readonly errorTerminal: boolean;
  /** Columns of the terminal; 100 where there is none. */
  width(): number;
  readonly standardInput: AsyncIterable<string> | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C; the reason is the signal's name. */
  readonly signal: AbortSignal;
}

type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Ctrl-C again within this time is the same one, passed on by npm and a launcher. */
const sameSignalMs = 500;

/** The surroundings of the running process. A reader that has left ends it quietly. */
export function processSurroundings(): Surroundings {
  const { stdout, stderr, stdin, env } = process;
  for (const output of [stdout, stderr]) output.on("error", (error: NodeJS.ErrnoException) => endWithoutOutput(error));
  const signal = interruption();
  return {
    write: (text) => writeAll(stdout, text),
    writeError: (text) => void stderr.write(text),
    terminal: stdout.isTTY === true,
    errorTerminal: stderr.isTTY === true,
    width: () => widthOf(stdout) ?? widthOf(stderr) ?? 100,
    standardInput: stdin.isTTY === true ? undefined : textOf(stdin, signal),
    env,
    signal,
  };
}

/** A reader that has left is no failure; a full disk is. */
function endWithoutOutput({ code }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") process.exit(0);
  process.stderr.write(`error: The output cannot be written: ${code}.\n`, () =>
    process.exit(exitCodes.unavailable.code),
  );
}

async function writeAll(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, "drain");
}

function widthOf({ columns }: Output): number | undefined {
  return columns === undefined || columns === 0 ? undefined : columns;
}

/** Ends when the signal is aborted, also while nothing arrives. */
async function* textOf(input: Readable, signal: AbortSignal): AsyncGenerator<string> {
  addAbortSignal(signal, input).setEncoding("utf8");
  for await (const chunk of input) yield chunk as string;
}

/** The first Ctrl-C asks for an end in good order, a later one ends at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (!controller.signal.aborted) {
        firstMs = performance.now();
        controller.abort(signal);
      } else if (performance.now() - firstMs > sameSignalMs) process.exit(signal === "SIGINT" ? 130 : 143);
    });
  return controller.signal;
}
