/** @file A language model that goes on from prompts. */
import { availableParallelism } from "node:os";
import { createWorkerPool, parseConfig, siblingModule } from "../../foundation/index.ts";
import { type GenerateOptions, generateOptions } from "./generate-options.config.ts";
import type { Generated, GenerateRequest, OpenedModel, OpenRequest } from "./generate-worker.ts";

/** A cancelled task is noticed after a step; a long prompt's may take this long, and ending the thread would lose the model. */
const LONGEST_STEP_MS = 600_000;

/** How a generator is opened. */
export interface GeneratorOptions {
  /** Threads of one operator; as many as the machine has cores unless told. */
  readonly threads?: number | undefined;
}

/** How one text is written. */
export interface WriteOptions extends GenerateOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told of each piece of the text as it comes, whole characters only. */
  readonly onPiece?: ((piece: string) => void) | undefined;
}

/** A loaded language model. Holds native memory: close it. */
export interface TextGenerator extends OpenedModel {
  /**
   * Goes on from a prompt; an empty one begins with the token that ends texts. The same prompt, options and threads give
   * the same text. `signal` stops it between two tokens.
   * @throws InvalidConfigError, PromptTooLongError, NoStartTokenError, CancelledError
   */
  generate(prompt: string, options?: WriteOptions): Promise<Generated>;
  /** The same, its pieces one by one, the whole at the end. Breaking off stops it. */
  stream(prompt: string, options?: Omit<WriteOptions, "onPiece">): AsyncGenerator<string, Generated>;
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
  const module = siblingModule(import.meta.url, "generate-worker");
  const pool = createWorkerPool({ module, threads: 1, graceMs: LONGEST_STEP_MS });
  const model: OpenRequest = { folder, threads };
  let opened: OpenedModel;
  try {
    opened = await pool.run<OpenedModel>("open", model);
  } catch (error) {
    await pool.close();
    throw error;
  }

  async function generate(
    prompt: string,
    { signal, onPiece = () => {}, ...given }: WriteOptions = {},
  ): Promise<Generated> {
    const options = parseConfig(generateOptions, given, "The request for text");
    const partial = (piece: unknown) => onPiece(piece as string);
    return pool.run<Generated>("generate", { model, prompt, options } satisfies GenerateRequest, { signal, partial });
  }

  return {
    ...opened,
    generate,
    async *stream(prompt, { signal, ...options } = {}) {
      const left = new AbortController();
      const either = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
      let pieces: string[] = [];
      let arrived = Promise.withResolvers<void>();
      const onPiece = (piece: string) => {
        pieces.push(piece);
        arrived.resolve();
      };
      const answer = generate(prompt, { ...options, signal: either, onPiece });
      let hasEnded = false;
      const end = () => {
        hasEnded = true;
        arrived.resolve();
      };
      const ended = answer.then(end, end);
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
