/** @file Every recipe of the catalogue where texts may have several labels: it trains, is evaluated, and predicts. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { evaluate, loadBundle, train } from "../../src/index.ts";
import { recipes } from "../../src/lifecycle/recipe/index.ts";
import { cellsCsv, labels, samples } from "./several-labels.sample.ts";
import { takeOverBody, writeSmallTransformer } from "./small-transformer.sample.ts";

/** Networks start slowly on so few texts. */
const faster: Readonly<Record<string, readonly string[]>> = {
  "minibatch/v1": ["training.epochs=8", "training.batchSize=16", "training.optimiser.learningRate=0.02"],
};

/** A transformer that is trained from nothing takes higher rates than one that is fine-tuned. */
const fromNothing = ["training.epochs=20", "training.optimiser.learningRate=0.003"];
const fineTuned: Readonly<Record<string, readonly string[]>> = {
  "minibatch/v1": ["training.epochs=4", "training.optimiser.learningRate=0.01"],
  "contrastive/v1": ["training.iterations=2", "training.optimiser.learningRate=0.003", "training.head.c=100"],
};

describe("every recipe, where texts may have several labels", () => {
  let folder = "";
  const at = (name: string) => path.join(folder, name);
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-multi-label-recipes-"));
    await writeFile(at("cells.csv"), cellsCsv(samples(300, "training")));
    await writeFile(at("fresh.csv"), cellsCsv(samples(100, "fresh")));
    await writeSmallTransformer(at("small-bert"), at("cells.csv"));
    const settings = { recipe: "fine-tune", pretrained: at("small-bert"), labelSeparator: ";", set: fromNothing };
    await train(at("cells.csv"), { ...settings, output: at("trained") });
    await takeOverBody(at("small-bert"), at("trained"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [name, { recipe }] of recipes.entries)
    test(name, async () => {
      const output = at(name);
      const settings = recipe.model.type === "transformer/v1" ? fineTuned : faster;
      const { evaluation } = await train(at("cells.csv"), {
        recipe: name,
        labelSeparator: ";",
        output,
        ...(recipe.model.type === "transformer/v1" ? { pretrained: at("small-bert") } : {}),
        set: [...(settings[recipe.training.type] ?? [])],
      });
      assert.equal(evaluation?.task, "multi-label-text-classification");
      const fresh = await evaluate(output, at("fresh.csv"), { resamples: 20 });
      for (const { metrics } of [evaluation!, fresh])
        if (name === "majority") assert.ok(metrics["hamming-loss"]!.value < 0.5);
        else assert.ok(metrics["f1-micro"]!.value > 0.85, `${metrics["f1-micro"]!.value}`);
      const bundle = await loadBundle(output);
      const [several, none] = await bundle.predict(["a splendid courier with my parcel, lovely", "it was on again"]);
      await bundle.close();
      assert.deepEqual(Object.keys(several!.scores).toSorted(), labels.toSorted());
      if (name === "majority") assert.deepEqual(several!.scores, none!.scores);
      else assert.ok((several!.prediction as readonly string[]).includes("praise 👍"));
    });
});
