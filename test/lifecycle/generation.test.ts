/** @file Texts that a small language model writes: the cache, pieces, drawing, ends and refusals. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { openGenerator, type TextGenerator } from "../../src/index.ts";
import { nothingRead, readOn, takeTexts } from "../../src/lifecycle/generation/cached-model.ts";
import { generationModel } from "../../src/lifecycle/generation/generation-graph.ts";
import { readPretrainedModel } from "../../src/lifecycle/pretrained/index.ts";
import { writeTinyBert } from "../../src/lifecycle/pretrained/pretrained.sample.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";
import { runHere } from "../cli/run-lexops.ts";
import { tinyGpt2Config, writeTinyGpt2 } from "./tiny-gpt2.sample.ts";

describe("generation", () => {
  let root = "";
  let folder = "";
  let generator: TextGenerator;
  before(async () => {
    root = mkdtempSync(path.join(tmpdir(), "lexops-generation-"));
    folder = writeTinyGpt2(path.join(root, "gpt2"));
    generator = await openGenerator(folder, { threads: 1 });
  });
  after(async () => {
    await generator.close();
    rmSync(root, { recursive: true });
  });

  test("what is read at once and what is read bit by bit have the same scores", async () => {
    const { config, weights } = await readPretrainedModel(folder);
    const session = await createSession(generationModel(config, weights));
    const ids = [104, 101, 108, 108, 111, 32];
    const whole = await readOn(session, config, nothingRead(config), [ids]);
    const two = await readOn(session, config, nothingRead(config), [ids.slice(0, 2)]);
    const three = await readOn(session, config, two.read, [ids.slice(2, 3)]);
    const other = [1, 2, 3];
    const forked = await readOn(session, config, takeTexts(three.read, [0, 0]), [other, ids.slice(3)]);
    const swapped = forked.logits.subarray(config.vocabularySize);
    for (const [at, score] of whole.logits.entries()) assert.ok(Math.abs(score - swapped[at]!) < 1e-4);
    for (const [name, { shape }] of Object.entries(forked.read)) assert.deepEqual(shape, [2, 3, 6, 4], name);
    await session.release();
  });

  test("pieces make the text, the same each time", async () => {
    for (const options of [{}, { temperature: 2, seed: 5 }, { numBeams: 3 }]) {
      const { text, tokens, promptTokens, finishReason } = await generator.generate("ab", {
        maxNewTokens: 30,
        ...options,
      });
      assert.deepEqual([promptTokens, finishReason], [2, finishReason === "end" ? "end" : "length"]);
      assert.ok(tokens.length <= 30);
      let joined = "";
      for await (const piece of generator.stream("ab", { maxNewTokens: 30, ...options })) joined += piece;
      assert.equal(joined, text);
    }
  });

  test("drawing depends on the seed, and on nothing else", async () => {
    const draw = async (seed: number) => (await generator.generate("ab", { maxNewTokens: 12, topK: 20, seed })).tokens;
    assert.deepEqual(await draw(1), await draw(1));
    assert.notDeepEqual(await draw(1), await draw(2));
  });

  test("tokens are drawn as often as they are probable, at the temperature and among the top few", async () => {
    const { config, weights } = await readPretrainedModel(folder);
    const session = await createSession(generationModel(config, weights));
    const { logits } = await readOn(session, config, nothingRead(config), [[97, 98]]);
    await session.release();
    const [temperature, topK, draws] = [4, 3, 150];
    const best = [...logits.keys()].sort((left, right) => logits[right]! - logits[left]!).slice(0, topK);
    const shares = best.map((id) => Math.exp((logits[id]! - logits[best[0]!]!) / temperature));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const counts = new Map<number, number>();
    for (let seed = 0; seed < draws; seed++) {
      const { tokens } = await generator.generate("ab", { maxNewTokens: 1, temperature, topK, seed });
      counts.set(tokens[0]!, (counts.get(tokens[0]!) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].toSorted(), best.toSorted());
    for (const [at, id] of best.entries()) {
      const share = shares[at]! / total;
      const deviation = Math.sqrt((share * (1 - share)) / draws);
      assert.ok(
        Math.abs(counts.get(id)! / draws - share) < 4 * deviation,
        `${id}: ${counts.get(id)} of ${draws}, ${share}`,
      );
    }
  });

  test("the model's positions end a text, and an empty prompt begins with the token that ends texts", async () => {
    const { tokens, promptTokens } = await generator.generate("a".repeat(60), { maxNewTokens: 30, numBeams: 1 });
    assert.ok(tokens.length <= 4);
    assert.equal(promptTokens, 60);
    assert.equal((await generator.generate("", { maxNewTokens: 1 })).promptTokens, 1);
  });

  test("a text to stop at is left out, piece by piece too", async () => {
    const { text } = await generator.generate("ab", { maxNewTokens: 40, temperature: 3, topK: 0, seed: 3 });
    const stop = text.slice(4, 7);
    const options = { maxNewTokens: 40, temperature: 3, topK: 0, seed: 3, stop: ["never there", stop] };
    const stopped = await generator.generate("ab", options);
    assert.equal(stopped.finishReason, "stop");
    assert.equal(stopped.text, text.slice(0, text.indexOf(stop)));
    let joined = "";
    for await (const piece of generator.stream("ab", options)) joined += piece;
    assert.equal(joined, stopped.text);
  });

  test("settings of the folder count until told otherwise", async () => {
    const settings = JSON.stringify({ max_new_tokens: 3, repetition_penalty: 1.5, do_sample: true, eos_token_id: [] });
    const own = await openGenerator(writeTinyGpt2(path.join(root, "own"), { "generation_config.json": settings }), {
      threads: 1,
    });
    const { tokens } = await own.generate("ab");
    const same = { maxNewTokens: 3, repetitionPenalty: 1.5, doSample: true };
    assert.deepEqual(tokens, (await generator.generate("ab", same)).tokens);
    assert.equal((await own.generate("ab", { maxNewTokens: 5 })).tokens.length, 5);
    await own.close();
  });

  test("an aborted signal and a reader who leaves stop the writing; the next goes on", async () => {
    const controller = new AbortController();
    const first = generator.generate("ab", { maxNewTokens: 50, signal: controller.signal });
    controller.abort();
    await assert.rejects(first, { code: "foundation/cancelled" });
    for await (const _ of generator.stream("ab", { maxNewTokens: 50 })) break;
    assert.equal((await generator.generate("ab", { maxNewTokens: 2 })).tokens.length, 2);
  });

  test("what can't be written is told why", async () => {
    await assert.rejects(generator.generate("a".repeat(64)), { code: "generation/prompt-too-long" });
    await assert.rejects(generator.generate("a", { numBeams: 2, topK: 3 }), /numBeams: beams are searched without/);
    await assert.rejects(generator.generate("a", { maxNewTokens: 0 }), /maxNewTokens/);
    const reading = generator.stream("a".repeat(64));
    await assert.rejects(reading.next(), { code: "generation/prompt-too-long" });
    await assert.rejects(openGenerator(writeTinyBert(path.join(root, "bert"))), {
      code: "generation/not-a-generator",
    });
    const broken = writeTinyGpt2(path.join(root, "broken"), { "generation_config.json": '{"eos_token_id": "x"}' });
    await assert.rejects(openGenerator(broken), /generation_config\.json.*eos_token_id/);
    const withConfig = (name: string, changes: object) =>
      writeTinyGpt2(path.join(root, name), { "config.json": JSON.stringify({ ...tinyGpt2Config, ...changes }) });
    await assert.rejects(openGenerator(withConfig("untied", { tie_word_embeddings: false })), /tie_word_embeddings/);
    const endless = await openGenerator(withConfig("endless", { bos_token_id: null, eos_token_id: null }));
    await assert.rejects(endless.generate(""), { code: "generation/no-start-token" });
    await endless.close();
  });

  test("the command shows prompt and text, or lines of JSON", async () => {
    const { text } = await generator.generate("ab", { maxNewTokens: 8 });
    const flags = ["--max-new-tokens", "8", "--threads", "1"];
    const shown = await runHere(["generate", folder, "ab", ...flags]);
    assert.deepEqual([shown.status, shown.stdout], [0, `ab${text}\n`]);
    const lines = await runHere(["generate", folder, ...flags, "--json", "-"], "ab\ncd\n");
    const [first, second] = lines.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual([first!["row"], first!["prompt"], first!["text"]], [1, "ab", text]);
    assert.deepEqual([second!["row"], second!["prompt"]], [2, "cd"]);
    const refused = await runHere(["generate", folder, "a".repeat(70)]);
    assert.equal(refused.stdout, "");
    assert.match(refused.stderr, /The prompt has 70 tokens, but the model has 64 positions/);
  });
});
