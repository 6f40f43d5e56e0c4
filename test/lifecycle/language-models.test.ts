/** @file Encoders from nothing but texts, trained on for a domain, and fine-tuned from there. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { adaptModel, openEmbedder, pretrainModel, train } from "../../src/index.ts";
import { readSafetensors } from "../../src/lifecycle/safetensors/index.ts";
import { sharedModel, withoutModel } from "../parity/shared-data.ts";

const nouns = {
  ship: ["sails", "sinks", "floats"],
  bird: ["sings", "flies", "nests"],
  stone: ["rolls", "falls", "lies"],
};

/** Sentences in which the subject tells the verb. */
function sentences(count: number, seed: string): string[] {
  const random = createRandom(seed);
  const pick = <Item>(list: readonly Item[]) => list[random.integer(list.length)]!;
  return Array.from({ length: count }, () => {
    const [noun, verbs] = pick(Object.entries(nouns));
    return `the ${pick(["old", "small", "grey", "silent"])} ${noun} ${pick(verbs)} ${pick(["again", "today", "slowly"])}`;
  });
}

describe("language models", () => {
  let folder = "";
  const at = (name: string) => path.join(folder, name);
  const small = {
    layers: 2,
    width: 32,
    heads: 2,
    vocabularySize: 200,
    maxLength: 24,
    batchSize: 16,
    learningRate: 0.003,
  };
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-language-models-"));
    await writeFile(at("texts.csv"), `text\n${sentences(400, "texts").join("\n")}\n`);
    const labelled = sentences(200, "labelled").map((text) => `${text},${text.includes("bird") ? "alive" : "dead"}`);
    await writeFile(at("labelled.csv"), `text,label\n${labelled.join("\n")}\n`);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test("an encoder from nothing learns what texts say, goes on learning, and is fine-tuned", async () => {
    const first = await pretrainModel(at("texts.csv"), { ...small, epochs: 12, output: at("small") });
    const perplexities = first.epochs.map(({ metrics }) => metrics["validation-perplexity"]!);
    assert.ok(perplexities.at(-1)! < 0.5 * perplexities[0]!, perplexities.join(", "));
    assert.ok(!existsSync(at("small.checkpoint")));

    const further = await adaptModel(at("small"), at("texts.csv"), {
      ...{ epochs: 2, batchSize: 16, maxLength: 24, learningRate: 0.001 },
      output: at("adapted"),
    });
    assert.ok(further.epochs.at(-1)!.metrics["validation-perplexity"]! < 1.2 * perplexities.at(-1)!);
    assert.equal(JSON.parse(await readFile(at("adapted/config.json"), "utf8")).architectures[0], "BertForMaskedLM");
    assert.deepEqual(await readFile(at("adapted/tokenizer.json")), await readFile(at("small/tokenizer.json")));

    const { evaluation } = await train(at("labelled.csv"), {
      recipe: "fine-tune",
      pretrained: at("adapted"),
      set: ["training.epochs=15", "training.optimiser.learningRate=0.003", "text.maxLength=24"],
      output: at("tuned"),
    });
    assert.ok(evaluation!.metrics["accuracy"]!.value > 0.9, `${evaluation!.metrics["accuracy"]!.value}`);
    const embedder = await openEmbedder(at("adapted"), { threads: 1 });
    assert.equal((await embedder.embed(["the bird sings", "the stone falls"])).length, 2 * small.width);
    await embedder.close();
  });

  test("a training that was stopped goes on to the same bits", async () => {
    const settings = { ...small, epochs: 3, seed: 3 };
    await pretrainModel(at("texts.csv"), { ...settings, output: at("whole") });
    const controller = new AbortController();
    const stopped = pretrainModel(at("texts.csv"), {
      ...{ ...settings, output: at("stopped"), signal: controller.signal },
      progress: ({ task, done, metrics }) => {
        if (task === "Training" && done > 30 && metrics?.["epoch"] === 2) controller.abort();
      },
    });
    await assert.rejects(stopped, { code: "foundation/cancelled" });
    assert.ok(!existsSync(at("stopped")));
    await pretrainModel(at("texts.csv"), { ...settings, output: at("stopped"), resume: true });
    assert.deepEqual(await readFile(at("stopped/model.safetensors")), await readFile(at("whole/model.safetensors")));
  });

  test("GPT-2 is asked for each next token", { skip: withoutModel("tiny-gpt2") }, async () => {
    const result = await adaptModel(sharedModel("tiny-gpt2")!, at("texts.csv"), {
      ...{ epochs: 2, batchSize: 16, learningRate: 0.003, output: at("gpt2") },
    });
    const [before, after] = result.epochs.map(({ metrics }) => metrics["validation-loss"]!);
    assert.ok(after! < before!, `${before} then ${after}`);
    const file = at("gpt2/model.safetensors");
    assert.equal(Object.keys(readSafetensors(await readFile(file), file)).length, 28);
  });
});
