/** @file The worker thread that embeds: tokens and the graph, off the caller's thread. */
import { serveTasks, type TaskContext, Transfer } from "../../foundation/index.ts";
import { createSession, type Session } from "../../numeric/runtime/index.ts";
import { tokenBatches, tokenFeeds } from "../bundle/index.ts";
import { createTokenizer, type TextColumn, type Tokenizer } from "../text/index.ts";

/** What is opened, once. */
export interface EmbedModel {
  readonly onnx: Uint8Array<SharedArrayBuffer>;
  /** What tokenizer.json holds. */
  readonly tokenizer: unknown;
  readonly maxLength: number;
  readonly width: number;
  /** Threads of one operator. */
  readonly threads: number;
}

/** Without the model's bytes, which the session has copied. */
interface Opened extends Pick<EmbedModel, "maxLength" | "width"> {
  readonly session: Session;
  readonly tokenizer: Tokenizer;
}

let opened: Opened | undefined;

serveTasks({
  async open({ onnx, tokenizer, maxLength, width, threads }: EmbedModel): Promise<void> {
    const session = await createSession(onnx, { threads });
    opened = { maxLength, width, session, tokenizer: createTokenizer(tokenizer) };
  },
  /** Row-major [texts, width]. */
  async embed(texts: TextColumn, context: TaskContext) {
    const { session, tokenizer, maxLength, width } = opened!;
    const { tokens } = tokenizer.encodeRows(texts, { maxLength });
    const all = new Float32Array(texts.length * width);
    let done = 0;
    for (const order of tokenBatches(tokens)) {
      context.throwIfCancelled();
      const { embeddings } = await session.run(tokenFeeds(tokens, order));
      const rows = embeddings!.data as Float32Array;
      for (const [at, row] of order.entries()) all.set(rows.subarray(at * width, (at + 1) * width), row * width);
      done += order.length;
      context.progress({ task: "Embedding", done, total: texts.length, unit: "texts" });
    }
    return new Transfer(all, [all.buffer]);
  },
});
