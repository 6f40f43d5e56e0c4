import path from "node:path";
import type { api } from "../api/index.ts";
import { CancelledError, createRandom, sha256 } from "../foundation/index.ts";
import { loadBundle, writeBundle } from "../lifecycle/bundle/index.ts";
import {
  applyCalibration,
  calibrateModel,
  fitCalibration,
  type HeldOutLogits,
  uncalibratedProbabilities,
} from "../lifecycle/calibration/index.ts";
import { computeLabelSetMetric, computeMetric, labelSetRows, scoredRows } from "../lifecycle/metrics/index.ts";
import { renderRecipe } from "../lifecycle/recipe/index.ts";
import { heldOut, type LabelTargets } from "../lifecycle/training/index.ts";
import type { Action } from "./action.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { readLabelled } from "./read-labelled.ts";
import { version } from "./version.ts";

type Method = Parameters<typeof fitCalibration>[0];

/** Fits a calibration to labelled texts and seals it with the model in a new bundle. */
export const calibrate: Action<typeof api.calibrate> = async (context, input) => {
  const { progress, signal } = context;
  const { method, threads } = input;
  const output = input.output ?? `${path.resolve(input.bundle)}-calibrated`;
  await requireOutputFolder(output, "bundle.json");
  const loaded = await loadBundle(input.bundle, { threads });
  try {
    const { bundle } = loaded;
    const { recipe, dataset, texts, labelIds, labelSets } = await readLabelled(context, bundle, {
      ...input,
      slices: [],
    });
    const logits = await loaded.score(texts, { output: "logits", threads, progress, signal });
    const targets = { labelIds, labelSets };
    const held = heldOut(recipe, bundle.labels, logits, targets);
    const calibration = fitCalibration(method, held);
    const before = figuresOf(uncalibratedProbabilities(logits, held.labels, held.link), targets, held.labels);
    const after = figuresOf(crossFitted(method, held, input.seed), targets, held.labels);
    if (bundle.thresholds !== undefined)
      context.notice("The bundle's thresholds were chosen for its old probabilities, so the new bundle has none.");
    if (signal.aborted) throw new CancelledError("The calibration");

    const recipeYaml = renderRecipe({ ...recipe, calibration: { ...recipe.calibration, method } });
    const history = await bundle.file("history.json");
    const { id } = await writeBundle(output, {
      ...{ name: bundle.name, task: bundle.task, labels: bundle.labels, pipeline: bundle.pipeline, recipeYaml },
      onnx: calibrateModel(bundle.onnx, calibration, held.labels),
      weights: await bundle.weights(),
      lineage: {
        ...bundle.lineage,
        parent: bundle.id,
        recipeDigest: sha256(Buffer.from(recipeYaml)),
        calibrationDataFile: path.basename(dataset.file),
        calibrationDataDigest: dataset.digest,
        calibrationRows: labelIds.length,
        lexopsVersion: version,
        finishedAt: context.clock.now().toISOString(),
      },
      files: {
        "calibration.json": `${JSON.stringify({ ...calibration, rows: labelIds.length }, null, 2)}\n`,
        ...(history === undefined ? {} : { "history.json": history }),
      },
    });
    return { bundle: output, id, parent: bundle.id, method, rows: labelIds.length, before, after };
  } finally {
    await loaded.close();
  }
};

const FIFTHS = 5;

/** Probabilities of each fifth of the rows by a calibration that was fitted to the other four. */
function crossFitted(method: Method, held: HeldOutLogits, seed: number): Float32Array {
  const { labels, logits, truths } = held;
  const rows = logits.length / labels;
  const order = createRandom(seed).split("calibrate").permutation(rows);
  const probabilities = new Float32Array(logits.length);
  for (let fifth = 0; fifth < FIFTHS; fifth++) {
    const own = order.filter((_, place) => place % FIFTHS === fifth);
    const others = order.filter((_, place) => place % FIFTHS !== fifth);
    if (own.length === 0 || others.length === 0) continue;
    const calibration = fitCalibration(method, {
      ...held,
      logits: selectRows(logits, others, labels),
      truths: selectRows(truths, others, labels),
    });
    const said = applyCalibration(calibration, selectRows(logits, own, labels), labels);
    own.forEach((row, place) => {
      probabilities.set(said.subarray(place * labels, (place + 1) * labels), row * labels);
    });
  }
  return probabilities;
}

function selectRows<Values extends Float32Array | Uint8Array>(
  values: Values,
  rows: Uint32Array,
  width: number,
): Values {
  const selected = values.slice(0, rows.length * width) as Values;
  rows.forEach((row, place) => {
    selected.set(values.subarray(row * width, (row + 1) * width), place * width);
  });
  return selected;
}

function figuresOf(
  probabilities: Float32Array,
  { labelIds, labelSets }: LabelTargets,
  classes: number,
): Record<string, number> {
  const names = ["expected-calibration-error", "brier", "log-loss", "accuracy"];
  if (labelSets !== undefined) {
    const rows = labelSetRows({ truths: labelSets, probabilities, classes });
    return Object.fromEntries(names.map((name) => [name, computeLabelSetMetric(name, rows)]));
  }
  const rows = scoredRows({ labelIds, probabilities, classes });
  return Object.fromEntries(names.map((name) => [name, computeMetric(name, rows)]));
}
