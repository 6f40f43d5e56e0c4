/** @file A thread of online training. Each takes the next texts of the epoch's order until all epochs are done. */
import { createRandom, serveTasks, type TaskContext } from "../../foundation/index.ts";
import { type BagThread, openBagThread } from "../../numeric/kernels/index.ts";
import type { LabelSets } from "../labels/index.ts";
import type { TokenRows } from "../text/index.ts";
import { DivergedError } from "./errors.ts";
import { type OnlineTask, TAKEN } from "./online-job.ts";

serveTasks({
  fill({ job, thread }: OnlineTask): void {
    const { model, seed } = job;
    const place = openBagThread(model, thread);
    const first = Math.floor((model.rows * thread) / model.threads);
    const end = Math.floor((model.rows * (thread + 1)) / model.threads);
    place.fill(first, end - first, createRandom(seed).split("weights").uint32() | 0, 1 / model.width);
  },

  train({ job, thread }: OnlineTask, { progress, throwIfCancelled }: TaskContext): void {
    const { model, tokens, labels, epochs, learningRate, oneVsAll, seed, cursor, losses } = job;
    const place = openBagThread(model, thread);
    const random = createRandom(seed).split("order");
    const texts = tokens.rows;
    const rateStep = learningRate / (epochs * texts);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = random.split(String(epoch)).permutation(texts);
      let loss = 0;
      for (;;) {
        throwIfCancelled();
        const first = Atomics.add(cursor, epoch, TAKEN);
        if (first >= texts) break;
        const end = Math.min(first + TAKEN, texts);
        for (let from = first; from < end; ) {
          const to = fillBatch(place, tokens, labels, order, from, end);
          const rate = learningRate - rateStep * (epoch * texts + from);
          loss += place.steps(to - from, { rate, rateStep, oneVsAll });
          from = to;
        }
        if (!Number.isFinite(loss)) throw new DivergedError({ epoch: epoch + 1, step: end, learningRate, loss });
        progress({ task: "Training", done: epoch * texts + end, total: epochs * texts, unit: "texts" });
      }
      losses[epoch * model.threads + thread] = loss;
      progress({ task: "Training", done: epoch + 1, total: epochs, unit: "epochs" });
    }
  },

  score({ job, thread, tokens }: OnlineTask & { readonly tokens: TokenRows }): Float32Array {
    const place = openBagThread(job.model, thread);
    const { labels } = job.model;
    const order = Uint32Array.from({ length: tokens.rows }, (_, row) => row);
    const none = { offsets: new Uint32Array(tokens.rows + 1), ids: new Int32Array(0) };
    const scores = new Float32Array(tokens.rows * labels);
    for (let from = 0; from < tokens.rows; ) {
      const to = fillBatch(place, tokens, none, order, from, Math.min(from + TAKEN, tokens.rows));
      scores.set(place.scores(to - from), from * labels);
      from = to;
    }
    return scores;
  },
});

/** Copies texts `order[from … end]` into the batch, as many as fit, at least one; gives where it stopped. */
function fillBatch(
  { ids, offsets, labelOffsets, labelIds }: BagThread,
  tokens: TokenRows,
  labels: LabelSets,
  order: Uint32Array,
  from: number,
  end: number,
): number {
  let used = 0;
  let usedLabels = 0;
  let text = from;
  for (; text < end; text++) {
    const row = order[text]!;
    const start = tokens.offsets[row]!;
    const length = tokens.offsets[row + 1]! - start;
    const firstLabel = labels.offsets[row]!;
    const lastLabel = labels.offsets[row + 1]!;
    if (used + length > ids.length || usedLabels + lastLabel - firstLabel > labelIds.length) break;
    for (let at = 0; at < length; at++) ids[used + at] = tokens.ids[start + at]!;
    used += length;
    offsets[text - from + 1] = used;
    for (let at = firstLabel; at < lastLabel; at++) labelIds[usedLabels++] = labels.ids[at]!;
    labelOffsets[text - from + 1] = usedLabels;
  }
  return text;
}
