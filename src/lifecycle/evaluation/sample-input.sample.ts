/** @file Small made-up evaluations for this folder's tests: a model that knows a few words. */
import { createRandom } from "../../foundation/index.ts";
import type { Predictor } from "../bundle/index.ts";
import { type TextColumn, textAt, textColumn } from "../text/index.ts";
import type { EvaluationInput } from "./evaluation-input.ts";

const vocabulary: Readonly<Record<string, readonly string[]>> = {
  praise: ["splendid", "warm", "lovely"],
  complaint: ["dull", "broken", "late"],
  question: ["when", "where", "how"],
};
const neutral = ["the", "parcel", "film", "arrived", "and", "was", "of", "course", "café", "übrigens"];

/** Scores a text by the words above: each moves its label's odds by a factor of e. */
export function wordPredictor(labels: readonly string[]): Predictor {
  const probabilities = (text: string) => {
    const words = text.toLowerCase().split(/[^\p{L}]+/u);
    const weights = labels.map((label) => Math.exp(words.filter((word) => vocabulary[label]!.includes(word)).length));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  return {
    labels,
    async predict(texts) {
      return texts.map((text) => {
        const scores = probabilities(text);
        const best = scores.indexOf(Math.max(...scores));
        return {
          prediction: labels[best]!,
          score: scores[best]!,
          scores: Object.fromEntries(labels.map((label, id) => [label, scores[id]!])),
        };
      });
    },
    async score(texts: TextColumn) {
      const rows = Array.from({ length: texts.length }, (_, row) => probabilities(textAt(texts, row)));
      return Float32Array.from(rows.flat());
    },
    async close() {},
  };
}

/** Texts of some words, mostly their label's own, with what `wordPredictor` says of them. */
export async function sampleInput(rows: number, labels: readonly string[]): Promise<EvaluationInput> {
  const random = createRandom(`evaluation sample ${rows} ${labels.length}`);
  const pick = <Item>(items: readonly Item[]) => items[random.integer(items.length)]!;
  const labelIds = Int32Array.from({ length: rows }, () => random.integer(labels.length));
  const texts = textColumn(
    Array.from(labelIds, (label) => {
      const words = Array.from({ length: 3 + random.integer(20) }, () => {
        const draw = random.float();
        if (draw < 0.25) return pick(vocabulary[labels[label]!]!);
        return draw < 0.4 ? pick(vocabulary[pick(labels)]!) : pick(neutral);
      });
      return `${words.join(" ")}.`;
    }),
  );
  const predictor = wordPredictor(labels);
  return {
    labels,
    texts,
    labelIds,
    probabilities: await predictor.score(texts),
    sliceColumns: {
      channel: Array.from({ length: rows }, (_, row) => pick(["web", "post", row % 7 === 0 ? null : "web"])),
    },
    predictor,
    history: {
      epochs: [1, 2, 3, 4].map((epoch) => ({
        epoch,
        metrics: {
          loss: 1 / epoch,
          "validation-loss": 0.5 + (epoch - 3) ** 2 / 20,
          "validation-accuracy": 0.8 + epoch / 50,
        },
      })),
      bestEpoch: 3,
      stoppedEarly: true,
    },
  };
}
