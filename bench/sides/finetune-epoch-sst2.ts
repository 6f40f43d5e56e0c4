/** @file Our side of `finetune-epoch-sst2`: one epoch of the recipe `fine-tune`; `FOLDER TRAIN DEV ROWS [SEED]`. */
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { overrideRecipe, recipes } from "../../src/lifecycle/recipe/index.ts";
import { selectTexts } from "../../src/lifecycle/text/index.ts";
import { fitClassifier, withPredictor } from "../../src/lifecycle/training/index.ts";
import { measured } from "../harness.ts";

const [folder, trainFile, devFile, rows, seed = "0"] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string?,
];
const columns = { text: "text", label: "label" };
const all = await readDataset(trainFile, columns);
const dev = await readDataset(devFile, columns);
const first = Uint32Array.from({ length: Math.min(Number(rows), all.rows) }, (_, row) => row);
const labels = all.labels.names;
const recipe = overrideRecipe(recipes.get("fine-tune").recipe, [
  `pretrained=${JSON.stringify({ model: folder })}`,
  "training.epochs=1",
  `seed=${seed}`,
]);
let fitted: Awaited<ReturnType<typeof fitClassifier>> | undefined;
let accuracy = 0;
await measured(
  async () => {
    const train = { texts: selectTexts(all.texts, first), labelIds: all.labels.ids.slice(0, first.length) };
    fitted = await fitClassifier(recipe, { labels, train, validation: null });
    accuracy = await withPredictor(fitted, 2, async (predictor) => {
      const scores = await predictor.score(dev.texts);
      const right = Array.from(dev.labels.ids).filter((id, row) => {
        const own = scores.subarray(row * labels.length, (row + 1) * labels.length);
        return labels[own.indexOf(Math.max(...own))] === dev.labels.names[id];
      });
      return right.length / dev.rows;
    });
    return undefined;
  },
  () => ({ accuracy }),
);
