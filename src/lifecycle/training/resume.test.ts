import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import type { ModelConfig } from "../model/index.ts";
import { readTransformerConfig } from "../transformer/index.ts";
import { trainModel } from "./index.ts";
import { tokenTask } from "./token-task.sample.ts";

/** A small transformer, with dropout everywhere. */
const bert = {
  vocab_size: 120,
  hidden_size: 16,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  intermediate_size: 24,
  max_position_embeddings: 30,
};

/** Trains in a child; kills it so many milliseconds after its first finished epoch. Its result, unless it was killed. */
function trainInChild(folder: string, killAfterMs?: number): Promise<string | undefined> {
  const script = path.join(import.meta.dirname, "interrupted.sample.ts");
  const child = spawn(process.execPath, ["--conditions=lexops-source", script, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    if (output === "" && killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(output.match(/^result .*$/m)?.[0]));
  });
}

describe("resuming", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-resume-"));
  });
  after(() => rm(folder, { recursive: true }));

  test("killed again and again, training ends with the bits of an undisturbed run", { timeout: 120_000 }, async () => {
    const undisturbed = await trainInChild(path.join(folder, "undisturbed"));
    assert.match(undisturbed ?? "", /^result [0-9a-f]{64} [0-9a-f]{64}$/);
    const random = createRandom("moments to kill at");
    const killed = path.join(folder, "killed");
    let kills = 0;
    let result: string | undefined;
    while (result === undefined) {
      result = await trainInChild(killed, kills < 4 ? random.integer(60) : undefined);
      if (result === undefined) kills++;
    }
    assert.ok(kills > 0, "it was never killed");
    assert.equal(result, undisturbed);
  });

  for (const model of [
    { type: "embedding-max-pool/v1", width: 16, dropout: 0.2 },
    { type: "text-cnn/v1", width: 8, filterSizes: [2, 3], filters: 16, dropout: 0.5 },
    { type: "deep-averaging/v1", width: 8, hidden: [8], wordDropout: 0.3, dropout: 0.2 },
    { type: "transformer/v1", transformer: readTransformerConfig("bert", bert), pooling: "head", lora: null },
  ] satisfies ModelConfig[])
    test(`${model.type}: interrupted within an epoch, with dropout, it goes on to the same bits`, async () => {
      const task = tokenTask({ model, training: { epochs: 3, batchSize: 8 } });
      const expected = await trainModel(task);
      const checkpointFolder = path.join(folder, model.type.replace("/", "-"));
      const controller = new AbortController();
      const interrupted = trainModel(task, {
        checkpointFolder,
        checkpointIntervalMs: 1,
        signal: controller.signal,
        progress: ({ unit, done }) => {
          if (unit === "steps" && done > 4) controller.abort();
        },
      });
      await assert.rejects(interrupted, { code: "foundation/cancelled" });
      assert.deepEqual(await trainModel(task, { checkpointFolder, resume: true }), expected);
    });

  test("a cancelled training leaves a checkpoint to go on from", async () => {
    const task = tokenTask({ training: { epochs: 5, checkpointMetric: null } });
    const expected = await trainModel(task);
    const checkpointFolder = path.join(folder, "cancelled");
    const controller = new AbortController();
    const cancelled = trainModel(task, {
      checkpointFolder,
      signal: controller.signal,
      onEpoch: ({ epoch }) => epoch === 3 && controller.abort(),
    });
    await assert.rejects(cancelled, { code: "foundation/cancelled" });
    const epochs: number[] = [];
    const resumed = await trainModel(task, {
      checkpointFolder,
      resume: true,
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    assert.ok(epochs[0]! > 1, `it began again at epoch ${epochs[0]}`);
    assert.deepEqual(resumed, expected);
  });

  test("a finished training resumes to the same result at once", async () => {
    const task = tokenTask();
    const checkpointFolder = path.join(folder, "finished");
    const first = await trainModel(task, { checkpointFolder });
    const epochs: number[] = [];
    const again = await trainModel(task, {
      checkpointFolder,
      resume: true,
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    assert.deepEqual(again, first);
    assert.deepEqual(epochs, []);
  });

  test("another task's checkpoint is refused, a damaged one too", async () => {
    const checkpointFolder = path.join(folder, "other");
    await trainModel(tokenTask(), { checkpointFolder });
    for (const other of [
      tokenTask({ texts: 299 }),
      tokenTask({ training: { batchSize: 33 } }),
      tokenTask({ threads: 1 }),
    ])
      await assert.rejects(trainModel(other, { checkpointFolder, resume: true }), {
        code: "training/foreign-checkpoint",
      });
    const [name] = await readdir(checkpointFolder);
    const file = path.join(checkpointFolder, name!);
    const content = await readFile(file);
    content[content.length >> 1]! ^= 1;
    await writeFile(file, content);
    await assert.rejects(trainModel(tokenTask(), { checkpointFolder, resume: true }), {
      code: "training/broken-checkpoint",
    });
    for (const damaged of [Buffer.alloc(0), Buffer.from("LEXOPSC1"), content.subarray(0, 100)]) {
      await writeFile(file, damaged);
      await assert.rejects(trainModel(tokenTask(), { checkpointFolder, resume: true }), {
        code: "training/broken-checkpoint",
      });
    }
  });

  test("without resume, an old checkpoint is written over", async () => {
    const checkpointFolder = path.join(folder, "over");
    await trainModel(tokenTask({ texts: 200 }), { checkpointFolder });
    const task = tokenTask();
    await trainModel(task, { checkpointFolder });
    assert.deepEqual(await trainModel(task, { checkpointFolder, resume: true }), await trainModel(task));
  });

  test("a folder that can't be written to is a clear error", async () => {
    const file = path.join(folder, "a-file");
    await writeFile(file, "");
    await assert.rejects(trainModel(tokenTask(), { checkpointFolder: path.join(file, "below") }), {
      code: "training/checkpoint-not-written",
    });
  });
});
