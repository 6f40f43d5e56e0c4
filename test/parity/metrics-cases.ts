/** @file Predictions to measure: edges made by hand, and seeded random ones. */
import { createRandom } from "../../src/foundation/index.ts";

/** Predictions as they cross to Python. */
export interface MetricsCase {
  readonly name: string;
  readonly classes: number;
  readonly positive: number;
  readonly labelIds: readonly number[];
  /** Row-major [rows, classes]. */
  readonly probabilities: readonly number[];
  /** How often each row counts in the weighted figures. */
  readonly counts: readonly number[];
}

function byHand(
  name: string,
  classes: number,
  rows: readonly (readonly [label: number, ...probabilities: number[]])[],
  positive = classes - 1,
): MetricsCase {
  return {
    name,
    classes,
    positive,
    labelIds: rows.map(([label]) => label),
    probabilities: rows.flatMap(([, ...probabilities]) => probabilities),
    counts: rows.map((_, row) => 1 + (row % 3)),
  };
}

const edges: readonly MetricsCase[] = [
  byHand("one example, right", 2, [[1, 0.2, 0.8]]),
  byHand("one example, wrong", 2, [[1, 0.8, 0.2]]),
  byHand("all right", 2, [
    [0, 0.9, 0.1],
    [1, 0.1, 0.9],
    [1, 0.3, 0.7],
    [0, 0.6, 0.4],
  ]),
  byHand("all wrong", 2, [
    [1, 0.9, 0.1],
    [0, 0.1, 0.9],
    [0, 0.3, 0.7],
    [1, 0.6, 0.4],
  ]),
  byHand(
    "the first label is positive",
    2,
    [
      [0, 0.9, 0.1],
      [1, 0.6, 0.4],
      [0, 0.3, 0.7],
      [1, 0.2, 0.8],
    ],
    0,
  ),
  byHand("every score is a half", 2, [
    [0, 0.5, 0.5],
    [1, 0.5, 0.5],
    [1, 0.5, 0.5],
  ]),
  byHand("only positives", 2, [
    [1, 0.9, 0.1],
    [1, 0.1, 0.9],
    [1, 0.4, 0.6],
  ]),
  byHand("only negatives", 2, [
    [0, 0.9, 0.1],
    [0, 0.1, 0.9],
    [0, 0.4, 0.6],
  ]),
  byHand("never predicted positive", 2, [
    [0, 0.9, 0.1],
    [1, 0.8, 0.2],
    [0, 0.7, 0.3],
    [1, 0.6, 0.4],
  ]),
  byHand("always predicted positive", 2, [
    [0, 0.1, 0.9],
    [1, 0.2, 0.8],
    [0, 0.3, 0.7],
  ]),
  byHand("probabilities of 0 and 1", 2, [
    [0, 1, 0],
    [1, 0, 1],
    [1, 1, 0],
    [0, 0, 1],
    [1, 0.5, 0.5],
  ]),
  byHand(
    "probabilities on the edges of bins",
    2,
    Array.from({ length: 31 }, (_, step) => [step % 2, 1 - step / 30, step / 30] as const),
  ),
  byHand("ties across both labels", 2, [
    [1, 0.2, 0.8],
    [0, 0.2, 0.8],
    [1, 0.2, 0.8],
    [0, 0.7, 0.3],
    [1, 0.7, 0.3],
    [0, 0.7, 0.3],
  ]),
  byHand("a label without examples", 3, [
    [0, 0.7, 0.2, 0.1],
    [1, 0.1, 0.8, 0.1],
    [0, 0.2, 0.2, 0.6],
    [1, 0.5, 0.3, 0.2],
  ]),
  byHand("a label that nobody mentions", 3, [
    [0, 0.7, 0.2, 0.1],
    [1, 0.1, 0.8, 0.1],
    [1, 0.6, 0.3, 0.1],
  ]),
  byHand("a label never predicted", 3, [
    [0, 0.7, 0.2, 0.1],
    [1, 0.1, 0.8, 0.1],
    [2, 0.6, 0.2, 0.2],
    [2, 0.2, 0.6, 0.2],
  ]),
  byHand("one label in truth, of three", 3, [
    [1, 0.7, 0.2, 0.1],
    [1, 0.1, 0.8, 0.1],
    [1, 0.1, 0.2, 0.7],
  ]),
  byHand("one label in truth and predictions, of three", 3, [
    [1, 0.2, 0.7, 0.1],
    [1, 0.1, 0.8, 0.1],
  ]),
  byHand("equal scores everywhere, of four", 4, [
    [0, 0.25, 0.25, 0.25, 0.25],
    [1, 0.25, 0.25, 0.25, 0.25],
    [2, 0.25, 0.25, 0.25, 0.25],
    [3, 0.25, 0.25, 0.25, 0.25],
  ]),
];

/** Rows of a model that is right more often than not; `grain` rounds probabilities to its parts, which makes ties. */
function drawn(seed: number, rows: number, classes: number, grain: number | null): MetricsCase {
  const random = createRandom(`metrics parity ${seed}`);
  const labelIds: number[] = [];
  const probabilities: number[] = [];
  for (let row = 0; row < rows; row++) {
    const label = Math.floor(random.float() ** 2 * classes); // the first labels are more frequent
    labelIds.push(label);
    const weights = Array.from({ length: classes }, (_, id) => Math.exp(random.normal() + (id === label ? 1.5 : 0)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (grain === null) {
      probabilities.push(...weights.map((weight) => weight / sum));
      continue;
    }
    const parts = weights.map((weight) => Math.floor((grain * weight) / sum));
    parts[0]! += grain - parts.reduce((total, part) => total + part, 0);
    probabilities.push(...parts.map((part) => part / grain));
  }
  const counts = Array.from({ length: rows }, () => random.integer(4));
  return {
    name: `${rows} drawn rows, ${classes} labels, seed ${seed}`,
    classes,
    positive: seed % 2 === 0 ? classes - 1 : 0,
    labelIds,
    probabilities,
    counts,
  };
}

/** Every case. */
export const metricsCases: readonly MetricsCase[] = [
  ...edges,
  drawn(1, 40, 2, null),
  drawn(2, 500, 2, 20),
  drawn(3, 3000, 2, null),
  drawn(4, 3000, 2, 100),
  drawn(5, 60, 3, null),
  drawn(6, 800, 3, 10),
  drawn(7, 1500, 5, null),
  drawn(8, 1500, 12, 50),
  drawn(9, 900, 30, null),
];
