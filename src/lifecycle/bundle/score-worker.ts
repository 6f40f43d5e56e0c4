/** @file A worker thread that runs the graph of a sequence model, off the server's own thread. */
import { serveTasks, Transfer } from "../../foundation/index.ts";
import {
  createEncodeRange,
  type EncodeRange,
  type EncoderState,
  type TextColumn,
  type TokenRows,
} from "../text/index.ts";
import { tokenBatches } from "./batches.ts";
import { type ClassifierSession, openClassifierSession } from "./classifier-session.ts";
import { tokenFeeds } from "./feeds.ts";
import type { ScoreKind } from "./predictor.ts";

/** The model that all tasks of one pool use; shared memory. */
export interface ScoreModel {
  readonly onnx: Uint8Array<SharedArrayBuffer>;
  readonly inputs: readonly string[];
  readonly labels: number;
}

/** The rows that `order` names. */
export interface ScoreRequest {
  readonly model: ScoreModel;
  readonly tokens: TokenRows;
  readonly order: Int32Array;
  readonly output: ScoreKind;
}

/** One text whose attention is asked for. */
export interface AttendRequest {
  readonly model: ScoreModel;
  readonly tokens: TokenRows;
}

/** Texts that are encoded and scored in one go. */
export interface ScoreTextsRequest {
  readonly model: ScoreModel;
  readonly state: EncoderState;
  readonly texts: TextColumn;
  readonly from: number;
  readonly to: number;
  readonly output: ScoreKind;
}

let encodeRange: EncodeRange | undefined;
let opened: Promise<ClassifierSession> | undefined;

/** One model for the life of the thread; ending the thread releases it. ONNX Runtime needs bytes that aren't shared. */
function sessionOf({ onnx, inputs, labels }: ScoreModel): Promise<ClassifierSession> {
  opened ??= openClassifierSession(onnx.slice(), inputs, labels);
  return opened;
}

serveTasks({
  async open(model: ScoreModel) {
    return { hasAttention: (await sessionOf(model)).attend !== undefined };
  },
  async attend({ model, tokens }: AttendRequest) {
    const { attend } = await sessionOf(model);
    const shares = await attend!(tokenFeeds(tokens, [0]));
    return new Transfer(shares, [shares.buffer as ArrayBuffer]);
  },
  async score({ model, tokens, order, output }: ScoreRequest) {
    const session = await sessionOf(model);
    const scores = await session.run(tokenFeeds(tokens, order), output);
    return new Transfer(scores, [scores.buffer as ArrayBuffer]);
  },
  async scoreTexts({ model, state, texts, from, to, output }: ScoreTextsRequest) {
    const session = await sessionOf(model);
    encodeRange ??= createEncodeRange(state, 0); // one pipeline for the life of the thread, too
    const tokens = encodeRange(texts, from, to);
    const { labels } = model;
    const scores = new Float32Array(tokens.rows * labels);
    for (const order of tokenBatches(tokens)) {
      const answers = await session.run(tokenFeeds(tokens, order), output);
      for (let row = 0; row < order.length; row++)
        scores.set(answers.subarray(row * labels, (row + 1) * labels), order[row]! * labels);
    }
    return new Transfer(scores, [scores.buffer]);
  },
});
