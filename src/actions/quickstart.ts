import { once } from "node:events";
import path from "node:path";
import type { api } from "../api/index.ts";
import { LexopsError } from "../foundation/index.ts";
import { type LoadedBundle, loadBundle } from "../lifecycle/bundle/index.ts";
import { type Dataset, readDataset, requireTwoLabels, type Split, splitDataset } from "../lifecycle/data/index.ts";
import { textAt } from "../lifecycle/text/index.ts";
import type { Action, ActionContext, Answer, StartedServer } from "./action.ts";
import { curlLine } from "./curl-line.ts";
import { FirstAnswerError } from "./errors.ts";
import type { TrainedBundle } from "./finish-training.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { fileStem, recipeForData, recipeForTraining } from "./recipe-for-training.ts";
import { corpusPackage, writeSampleCorpus } from "./sample-corpus.ts";
import { trainOnSplit } from "./train-on-split.ts";

type Step = Answer<typeof api.quickstart> extends AsyncIterable<infer Item> ? Item : never;

/** The baseline, then the network. */
const recipeNames = ["logistic-regression", "embedding-max-pool"] as const;

/** The whole job on one file, each step told as it is done. */
export const quickstart: Action<typeof api.quickstart> = async function* (context, input) {
  const startMs = context.clock.monotonicMs();
  const secondsSince = (fromMs: number) => (context.clock.monotonicMs() - fromMs) / 1000;
  const { output } = input;
  const folders = recipeNames.map((name) => path.join(output, name));
  for (const folder of folders) await requireOutputFolder(folder, "bundle.json");

  const file = input.file ?? path.join(output, "spam-assassin.jsonl");
  yield { step: "start", file, source: input.file === undefined ? `the npm package ${corpusPackage}` : "your file" };
  if (input.file === undefined) await writeSampleCorpus(file, context);

  const dataStartMs = context.clock.monotonicMs();
  const { progress, signal } = context;
  const dataset = await readDataset(file, { text: input.text, label: input.label, progress, signal });
  requireTwoLabels(dataset);
  const trainings = await Promise.all(
    recipeNames.map(async (name, index) => {
      const { testSize, seed, threads } = input;
      const flags = { recipe: name, testSize, seed, threads, set: [], name: `${fileStem(file)}-${name}` };
      const recipe = recipeForData((await recipeForTraining(context, file, flags)).recipe, dataset);
      return { name, recipe, output: folders[index]!, split: splitDataset(dataset, recipe.split, recipe.seed) };
    }),
  );
  const { split } = trainings.at(-1)!;
  yield dataStep(dataset, split, secondsSince(dataStartMs));

  const trained: (TrainedBundle & { readonly name: string })[] = [];
  for (const { name, ...request } of trainings) {
    const trainStartMs = context.clock.monotonicMs();
    const bundle = await trainOnSplit(context, { ...request, dataset, resume: false });
    trained.push({ ...bundle, name });
    const { features, history } = bundle;
    yield {
      step: "train",
      recipe: name,
      features,
      epochs: history.epochs.length,
      bestEpoch: history.bestEpoch,
      validated: request.split.validation.length > 0,
      seconds: secondsSince(trainStartMs),
    };
  }
  yield {
    step: "evaluate",
    models: trained.flatMap(({ name, evaluation }) =>
      evaluation === null ? [] : [{ recipe: name, evaluation: { ...evaluation } }],
    ),
  };
  yield { step: "bundle", bundles: trained.map(({ name, folder, id }) => ({ recipe: name, folder, id })) };

  const best = trained.reduce((left, right) => (accuracyOf(right) > accuracyOf(left) ? right : left));
  const bundle = await loadBundle(best.folder);
  try {
    const server = await startAnywhere(context, bundle, input.host, input.port);
    try {
      const keepsServing = input.keepServing ?? context.interactive;
      yield await firstAnswer(context, server, best.name, dataset, split, keepsServing);
      yield { step: "end", seconds: secondsSince(startMs), keepsServing };
      if (keepsServing && !signal.aborted) await once(signal, "abort");
    } finally {
      await server.close();
    }
  } finally {
    await bundle.close();
  }
};

function dataStep(dataset: Dataset, split: Split, seconds: number): Step {
  const { names, ids } = dataset.labels;
  const counts = names.map(() => 0);
  for (const id of ids) if (id >= 0) counts[id]!++;
  return {
    step: "data",
    rows: dataset.rows,
    text: dataset.textColumn,
    label: dataset.labelColumn ?? "",
    labels: Object.fromEntries(names.map((name, id) => [name, counts[id]!])),
    train: split.train.length,
    validation: split.validation.length,
    test: split.test.length,
    warnings: [...dataset.warnings, ...split.warnings].map(({ message }) => message),
    seconds,
  };
}

function accuracyOf({ evaluation }: TrainedBundle): number {
  return evaluation?.metrics["accuracy"]?.value ?? 0;
}

/** The port that was asked for; where none was, the usual one or else any that is free. */
async function startAnywhere(
  { startServer }: ActionContext,
  bundle: LoadedBundle,
  host: string,
  port: number | undefined,
): Promise<StartedServer> {
  if (port !== undefined) return startServer(bundle, { host, port });
  try {
    return await startServer(bundle, { host, port: 8000 });
  } catch (error) {
    if (error instanceof LexopsError && error.kind === "conflict") return startServer(bundle, { host, port: 0 });
    throw error;
  }
}

async function firstAnswer(
  { signal }: ActionContext,
  { url }: StartedServer,
  recipe: string,
  dataset: Dataset,
  split: Split,
  keepsServing: boolean,
): Promise<Step> {
  const { text, label } = sampleText(dataset, split);
  const response = await fetch(`${url}/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
    signal,
  });
  const body = await response.text();
  if (!response.ok) throw new FirstAnswerError(url, response.status, body);
  return { step: "serve", url, recipe, text, label, answer: JSON.parse(body), curl: curlLine(url, text), keepsServing };
}

/** A text that no model has seen, short enough to show. */
function sampleText({ texts, labels }: Dataset, { test, train }: Split): { text: string; label: string | null } {
  const longest = 160;
  const rows = test.length > 0 ? test : train;
  const oneLine = (row: number) => textAt(texts, row).replace(/\s+/g, " ").trim();
  const short = (row: number) => {
    const { length } = oneLine(row);
    return length >= 40 && length <= longest;
  };
  const row = rows.find(short) ?? rows[0]!;
  const text = oneLine(row);
  return {
    text: text.length > longest ? text.slice(0, longest).replace(/\s+\S*$/, "") : text,
    label: labels.names[labels.ids[row]!] ?? null,
  };
}
