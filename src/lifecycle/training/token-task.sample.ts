/** @file Small training tasks for tests: texts of random tokens, some of which tell the label. */
import { createRandom } from "../../foundation/index.ts";
import { labelSets } from "../labels/index.ts";
import type { ModelConfig } from "../model/index.ts";
import { trainingConfig } from "./training.config.ts";
import type { LabelledTexts, TrainingTask } from "./training-task.ts";

const VOCABULARY = 120;

/** Texts of 0 to 24 tokens; about a sixth of the tokens are among five that belong to the label. */
export function tokenTexts(texts: number, labels: number, seed: string): LabelledTexts {
  const random = createRandom(seed);
  const offsets = new Float64Array(new SharedArrayBuffer((texts + 1) * 8));
  const labelIds = new Int32Array(texts);
  const tokens: number[] = [];
  for (let text = 0; text < texts; text++) {
    const label = random.integer(labels);
    labelIds[text] = label;
    for (let left = random.integer(25); left > 0; left--) {
      const telling = random.integer(6) === 0;
      tokens.push(
        telling ? 1 + label * 5 + random.integer(5) : 1 + labels * 5 + random.integer(VOCABULARY - 1 - labels * 5),
      );
    }
    offsets[text + 1] = tokens.length;
  }
  const ids = new Int32Array(new SharedArrayBuffer(tokens.length * 4));
  ids.set(tokens);
  return {
    encoded: { kind: "tokens", tokens: { rows: texts, vocabularySize: VOCABULARY, offsets, ids } },
    labelIds,
  };
}

/** Every third text has the next label too, every seventh has none. */
export function withLabelSets(texts: LabelledTexts, labels: number): LabelledTexts {
  const rows = Array.from(texts.labelIds, (label, row) => {
    if (row % 7 === 0) return [];
    return row % 3 === 0 ? [label, (label + 1) % labels] : [label];
  });
  return { ...texts, labelSets: labelSets(rows) };
}

/** A task over such texts. `training` is laid over the defaults of `minibatch/v1`. */
export function tokenTask(
  options: {
    readonly model?: ModelConfig;
    readonly labels?: number;
    readonly texts?: number;
    readonly training?: Readonly<Record<string, unknown>>;
    readonly threads?: number;
    readonly validation?: boolean;
    /** Whether texts have several labels, or none. */
    readonly several?: boolean;
  } = {},
): TrainingTask {
  const { labels = 2, texts = 300, threads = 2, validation = true, several = false } = options;
  const { model = { type: "embedding-max-pool/v1", width: 16, dropout: 0 } } = options;
  const made = (count: number, seed: string) => {
    const one = tokenTexts(count, labels, seed);
    return several ? withLabelSets(one, labels) : one;
  };
  return {
    model,
    ...(several ? { task: "multi-label-text-classification" } : {}),
    training: trainingConfig.parse({
      type: "minibatch/v1",
      epochs: 3,
      optimiser: { type: "adam/v1", learningRate: 0.01 },
      ...options.training,
    }),
    labels: Array.from({ length: labels }, (_, label) => `label ${label}`),
    features: VOCABULARY,
    train: made(texts, "train"),
    validation: validation ? made(100, "validation") : null,
    seed: 7,
    threads,
  };
}
