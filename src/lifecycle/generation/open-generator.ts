/** @file A language model that goes on from prompts. */
import { availableParallelism } from "node:os";
import { createWorkerPool, parseConfig, siblingModule } from "../../foundation/index.ts";
import { type GenerateOptions, generateOptions } from "./generate-options.config.ts";
import type { Generated, OpenedModel, OpenRequest } from "./generate-worker.ts";

/** How a generator is opened. */
export interface GeneratorOptions {
  /** Threads of one operator; as many as the machine has cores unless told. */
  readonly threads?: number | undefined;
}

/** A loaded language model. Holds native memory: close it. */
export interface TextGenerator {
  /** Tokens of a prompt and what is written, at most. */
  readonly positions: number;
  /**
   * Goes on from a prompt; an empty one begins with the token that ends texts. The same prompt, options and threads give
   * the same text. `signal` stops it between two tokens.
   * @throws InvalidConfigError, PromptTooLongError, NoStartTokenError, CancelledError
   */
  generate(
    prompt: string,
    options?: GenerateOptions & { readonly signal?: AbortSignal | undefined },
  ): Promise<Generated>;
  /** The same, its text piece by piece as it comes, whole characters only. Breaking off stops it. */
  stream(
    prompt: string,
    options?: GenerateOptions & { readonly signal?: AbortSignal | undefined },
  ): AsyncGenerator<string, Generated>;
  close(): Promise<void>;
}

/**
 * Opens the language model of a Hugging Face folder. @throws NotAGeneratorError, and what reading the folder throws
 * @example
 * const generator = await openGenerator("gpt2");
 * for await (const piece of generator.stream("Once upon a time")) process.stdout.write(piece);
 */
export async function openGenerator(folder: string, options: GeneratorOptions = {}): Promise<TextGenerator> {
  const threads = options.threads ?? availableParallelism();
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "generate-worker"), threads: 1 });
  let model: OpenedModel;
  try {
    model = await pool.run<OpenedModel>("open", { folder, threads } satisfies OpenRequest);
  } catch (error) {
    await pool.close();
    throw error;
  }

  async function write(
    prompt: string,
    { signal, ...given }: Parameters<TextGenerator["generate"]>[1] & {},
    onPiece: (piece: string) => void,
  ): Promise<Generated> {
    const checked = parseConfig(generateOptions, given, "The request for text");
    const partial = (piece: unknown) => onPiece(piece as string);
    return pool.run<Generated>("generate", { prompt, options: checked }, { signal, partial });
  }

  return {
    positions: model.positions,
    generate: (prompt, options = {}) => write(prompt, options, () => {}),
    async *stream(prompt, { signal, ...options } = {}) {
      const left = new AbortController();
      const either = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
      let pieces: string[] = [];
      let arrived = Promise.withResolvers<void>();
      const answer = write(prompt, { ...options, signal: either }, (piece) => {
        pieces.push(piece);
        arrived.resolve();
      });
      let hasEnded = false;
      const ended = answer
        .then(
          () => {},
          () => {},
        )
        .then(() => {
          hasEnded = true;
          arrived.resolve();
        });
      try {
        while (!hasEnded || pieces.length > 0) {
          const now = pieces;
          [pieces, arrived] = [[], Promise.withResolvers<void>()];
          yield* now;
          if (pieces.length === 0 && !hasEnded) await arrived.promise;
        }
        return await answer;
      } finally {
        left.abort();
        await ended;
      }
    },
    close: () => pool.close(),
  };
}
