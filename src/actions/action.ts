/** @file What an action is: one function for one declaration, over what its surroundings hand in. */
import type { z } from "zod";
import type { Declaration } from "../api/index.ts";
import { type Clock, ignoreProgress, type Progress, systemClock } from "../foundation/index.ts";
import type { DataStores } from "../lifecycle/data-versions/index.ts";
import type { PretrainedStores } from "../lifecycle/pretrained/index.ts";
import type { Served } from "../lifecycle/serving/index.ts";

/** A server that answers. */
export interface StartedServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server; the composition root brings the one it has. */
type StartServer = (
  served: Served,
  options: {
    readonly host?: string;
    readonly port?: number;
    readonly queueLimit?: number;
    readonly bodyLimitBytes?: number;
    readonly textLimitBytes?: number;
    readonly newTokensLimit?: number;
    /** Threads that answer. */
    readonly threads?: number | undefined;
  },
) => Promise<StartedServer>;

/** What a home folder holds. */
export type Stores = DataStores & PretrainedStores;

/** The home folder, opened when it is first needed; `ask` and `stream` close it. The composition root brings it. */
export interface HomeAccess {
  /** Where it is, for messages. */
  readonly folder: string;
  /** For reading; `undefined` where there is none yet. */
  read(): Promise<Stores | undefined>;
  /** For writing: nobody else writes until it is closed. Made where it is missing. */
  write(): Promise<Stores>;
  close(): Promise<void>;
}

/** What an action gets from its surroundings: it never reaches for them itself. */
export interface ActionContext {
  readonly progress: Progress;
  /** Aborted when the user has had enough: training stops, a server ends in good order. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Says something that a person should know meanwhile, in one line. */
  readonly notice: (text: string) => void;
  /** Shows a piece of an answer that is text, before the answer is whole; resolves once the next may follow. */
  readonly showPiece: (piece: string) => Promise<void>;
  readonly startServer: StartServer;
  readonly home: HomeAccess;
  /** The environment's variables, for settings that go by their usual names. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The only way out to other machines. */
  readonly fetch: typeof fetch;
  /** Chunks of UTF-8 text, or `undefined` where a person sits at the keyboard. */
  readonly standardInput: AsyncIterable<string> | undefined;
  /** Whether a person watches: a terminal, and not a build machine. */
  readonly interactive: boolean;
}

/** The function of a declaration: it answers once, or one by one where the declaration streams. */
export type Action<Declared extends Declaration> = (
  context: ActionContext,
  input: z.output<Declared["input"]>,
) => Answer<Declared>;

/** What an action gives back. */
export type Answer<Declared extends Declaration> = Declared["streams"] extends true
  ? AsyncIterable<z.input<Declared["output"]>>
  : Promise<z.input<Declared["output"]>>;

/** A context for programs: quiet, without a keyboard, and with what `parts` brings. */
export function createContext(
  parts: Partial<ActionContext> & Pick<ActionContext, "startServer" | "home">,
): ActionContext {
  return {
    progress: ignoreProgress,
    signal: new AbortController().signal,
    clock: systemClock,
    notice: () => {},
    showPiece: async () => {},
    env: {},
    fetch,
    standardInput: undefined,
    interactive: false,
    ...parts,
  };
}
