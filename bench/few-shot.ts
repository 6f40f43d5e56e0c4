/**
 * @file `few-shot`: eight labelled texts of each label, the recipe `few-shot` beside the same algorithm in Python (PyTorch,
 * transformers, scikit-learn), both from MiniLM. Each finished draw is kept, so that a run that was ended goes on.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { loadRecipe, overrideRecipe } from "../src/lifecycle/recipe/index.ts";
import { textColumn } from "../src/lifecycle/text/index.ts";
import { fitClassifier, withPredictor } from "../src/lifecycle/training/index.ts";
import { benchFolder, measurePython, type Report } from "./harness.ts";
import type { LabelledSplit } from "./sides/accuracy-splits.ts";
import { agNews, banking77, type FewShotSplit, sst2 } from "./sides/few-shot-splits.ts";

/** Draws of the training texts. */
const SEEDS = [0, 1, 2];
const MODEL = path.resolve(import.meta.dirname, "../../shared/models/all-minilm-l6-v2");

/** The lines of the table; fewer pairs where labels are many, since texts are. */
const lines: readonly { readonly data: string; readonly split: FewShotSplit; readonly iterations: number }[] = [
  { data: "SST-2", split: sst2, iterations: 20 },
  { data: "AG News", split: agNews, iterations: 20 },
  { data: "Banking77", split: banking77, iterations: 5 },
];

/** Shares of right answers. */
interface Draw {
  readonly ours: number;
  readonly peer: number;
  readonly ourSeconds: number;
  readonly peerSeconds: number;
}

export default {
  name: "few-shot",
  summary: "eight labelled texts a label: ours and PyTorch's SetFit, accuracy by draw",
  async run(report) {
    const rows = [];
    for (const { data, split, iterations } of lines) {
      const draws: Draw[] = [];
      for (const seed of SEEDS) {
        const draw = await keep(`${data} ${seed} ${iterations}`, async () =>
          measure(await split(seed), seed, iterations),
        );
        const seconds = `${draw.ourSeconds.toFixed(0)} s, ${draw.peerSeconds.toFixed(0)} s`;
        report(`  ${data}, draw ${seed}: ${draw.ours.toFixed(4)}, peer ${draw.peer.toFixed(4)} (${seconds})`);
        draws.push(draw);
      }
      const [ours, peer] = [draws.map((draw) => draw.ours), draws.map((draw) => draw.peer)].map(summarise);
      const difference = summarise(draws.map((draw) => draw.ours - draw.peer));
      report(`${data}: ${shown(ours!)}, peer ${shown(peer!)}, difference ${shown(difference)}`);
      rows.push({ data, draws, ours, peer, difference });
    }
    return { rows };
  },
} satisfies Report;

async function measure(split: LabelledSplit, seed: number, iterations: number): Promise<Draw> {
  const start = performance.now();
  const answers = await answersOfOurs(split, seed, iterations);
  const ourSeconds = (performance.now() - start) / 1000;
  const file = path.join(benchFolder("few-shot"), "split.json");
  await writeFile(file, JSON.stringify(split));
  const { value } = await measurePython("few_shot.py", [
    MODEL,
    file,
    String(seed),
    String(iterations),
    `${file}.answers`,
  ]);
  const theirs = JSON.parse(await readFile(`${file}.answers`, "utf8")) as string[];
  const [ours, peer] = [answers, theirs].map((all) => shareRight(all, split.test.labels));
  return { ours: ours!, peer: peer!, ourSeconds, peerSeconds: value };
}

async function answersOfOurs({ train, test }: LabelledSplit, seed: number, iterations: number): Promise<string[]> {
  const set = [`seed=${seed}`, `training.iterations=${iterations}`];
  const named = overrideRecipe((await loadRecipe("few-shot")).recipe, set);
  const recipe = { ...named, pretrained: { model: MODEL, digest: null } };
  const labels = [...new Set(train.labels)].sort();
  const labelIds = Int32Array.from(train.labels, (label) => labels.indexOf(label));
  const data = { labels, train: { texts: textColumn(train.texts), labelIds }, validation: null };
  const fitted = await fitClassifier(recipe, data);
  const scores = await withPredictor(fitted, recipe.threads, (predictor) => predictor.score(textColumn(test.texts)));
  return test.texts.map((_, row) => {
    const own = scores.subarray(row * labels.length, (row + 1) * labels.length);
    return labels[own.indexOf(Math.max(...own))]!;
  });
}

/** What was measured before under this key, or now. */
async function keep(key: string, work: () => Promise<Draw>): Promise<Draw> {
  const file = path.join(benchFolder("few-shot"), "draws.json");
  const kept = existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Record<string, Draw>) : {};
  const draw = kept[key] ?? (await work());
  await writeFile(file, JSON.stringify({ ...kept, [key]: draw }));
  return draw;
}

function shareRight(answers: readonly string[], truth: readonly string[]): number {
  return answers.filter((answer, row) => answer === truth[row]).length / truth.length;
}

/** The mean and the sample's standard deviation. */
function summarise(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function shown({ mean, deviation }: ReturnType<typeof summarise>): string {
  return `${mean.toFixed(4)} ± ${deviation.toFixed(4)}`;
}
