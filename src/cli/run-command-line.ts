/** @file From the words after `lexops` to an exit code. */
import { ask, createContext, isStreaming, stream, version } from "../actions/index.ts";
import { CancelledError, errorFacts, LexopsError, systemClock } from "../foundation/index.ts";
import { createHomeAccess, homeFolder } from "../storage/home/index.ts";
import { commandShape } from "./command-shape.ts";
import { type Command, commands, findCommand } from "./command-tree.ts";
import { CheckFailedError } from "./errors.ts";
import { exitCodes, renderExitCodes } from "./exit-codes.ts";
import { renderCommandHelp, renderOverview } from "./help.ts";
import { checkInput, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { createProgressView } from "./progress-view.ts";
import { renderAnswer } from "./render/render-answer.ts";
import type { Surroundings } from "./surroundings.ts";

/** Runs one command line and gives its exit code; whatever goes wrong is told on standard error. */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    await dispatch(words, surroundings);
    return 0;
  } catch (error) {
    const failure = asCancelled(error, words, surroundings.signal);
    surroundings.writeError(renderFailure(failure, words.includes("--debug")));
    const { kind } = errorFacts(failure);
    return kind === "cancelled" && surroundings.signal.reason === "SIGTERM" ? 143 : exitCodes[kind].code;
  }
}

async function dispatch(words: readonly string[], surroundings: Surroundings): Promise<void> {
  const width = Math.min(100, surroundings.width());
  const [first] = words;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    const topic = words.slice(1).filter((word) => !word.startsWith("-"));
    return surroundings.write(renderHelp(topic, width));
  }
  if (first === "--version" || first === "version") return surroundings.write(`${version}\n`);
  // Flags of every command may stand before it.
  const leading = leadingFlags(words);
  const { command, rest } = findCommand(words.slice(leading));
  const parsed = parseArguments(commandShape(command.declaration), [...words.slice(0, leading), ...rest]);
  if (parsed.globals["help"] === true) return surroundings.write(renderCommandHelp(command.declaration, width));
  if (parsed.globals["version"] === true) return surroundings.write(`${version}\n`);
  await runCommand(command, parsed, surroundings);
}

/** How many words before the command are flags of every command. */
function leadingFlags(words: readonly string[]): number {
  let at = 0;
  while (/^--(json|quiet|debug|help|home(=.*)?)$/.test(words[at] ?? "")) at += words[at] === "--home" ? 2 : 1;
  return at;
}

function renderHelp(topic: readonly string[], width: number): string {
  if (topic.length === 0) return renderOverview(version, width);
  if (topic[0] === "exit-codes") return renderExitCodes();
  const group = commands.filter(({ declaration }) => declaration.command[0] === topic[0]);
  if (topic.length === 1 && group.length > 1)
    return group.map(({ declaration }) => renderCommandHelp(declaration, width)).join("\n");
  return renderCommandHelp(findCommand(topic).command.declaration, width);
}

async function runCommand(
  { action, declaration }: Command,
  { input, globals }: ParsedArguments,
  surroundings: Surroundings,
): Promise<void> {
  const json = globals["json"] === true;
  const quiet = globals["quiet"] === true;
  const { terminal, errorTerminal, env, signal, standardInput } = surroundings;
  const checked = checkInput(commandShape(declaration), declaration, input) as never;
  const color = terminal && env["NO_COLOR"] === undefined && env["TERM"] !== "dumb";
  const view = createProgressView({
    write: (text) => surroundings.writeError(text),
    clock: systemClock,
    terminal: errorTerminal && env["TERM"] !== "dumb",
    quiet,
    width: () => surroundings.width(),
  });
  const context = createContext({
    progress: view.progress,
    signal,
    notice: (text) => {
      if (!quiet) view.line(`note: ${text}`);
    },
    showPiece: async (piece) => {
      if (json) return;
      view.clear();
      await surroundings.write(piece);
    },
    startServer: async (bundle, options) => (await import("../server/index.ts")).startServer(bundle, options),
    home: createHomeAccess(homeFolder(globals.home, env), { signal }),
    env,
    standardInput,
    interactive: terminal && !isSet(env["CI"]),
  });
  try {
    if (isStreaming(action)) {
      for await (const item of stream(action, checked, context)) {
        view.clear();
        const text = json
          ? JSON.stringify(item)
          : await renderAnswer(action, item, { color, width: surroundings.width() });
        await surroundings.write(`${text}\n`);
      }
    } else {
      const answer = await ask(action, checked, context);
      view.clear();
      const text = json
        ? JSON.stringify(answer, null, 2)
        : await renderAnswer(action, answer, { color, width: surroundings.width() });
      await surroundings.write(`${text.trimEnd()}\n`);
      if ("failure" in answer && typeof answer.failure === "string") throw new CheckFailedError(answer.failure);
    }
  } finally {
    view.clear();
  }
}

const isSet = (value: string | undefined) => value !== undefined && value !== "" && value !== "false" && value !== "0";

/** Work that was cut short by Ctrl-C was cancelled, whichever part of it says so, and however. */
function asCancelled(error: unknown, words: readonly string[], signal: AbortSignal): unknown {
  const cut =
    error === signal.reason ||
    (error instanceof Error && error.name === "AbortError") ||
    (error instanceof LexopsError && error.kind === "cancelled");
  return signal.aborted && cut ? new CancelledError(`lexops ${words[0]}`) : error;
}

function renderFailure(error: unknown, debug: boolean): string {
  const { code, message, remedy, stack } = errorFacts(error);
  const lines = [`error: ${message}`, `       ${remedy} [${code}]`];
  if (debug && stack !== undefined) lines.push("", stack);
  if (debug && error instanceof LexopsError && error.cause instanceof Error && error.cause.stack !== undefined)
    lines.push("", `Caused by: ${error.cause.stack}`);
  return `${lines.join("\n")}\n`;
}
