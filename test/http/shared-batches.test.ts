import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { loadBundle, train } from "../../src/index.ts";
import { startServer } from "../../src/server/index.ts";
import { writeSmallTransformer } from "../lifecycle/small-transformer.sample.ts";

const words = "good bad film the slow plot was and charming awful a never actor".split(" ");

function randomTexts(count: number): string[] {
  const random = createRandom("shared batches");
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 1 + random.integer(random.integer(4) === 0 ? 120 : 12) },
      () => words[random.integer(words.length)]!,
    ).join(" "),
  );
}

/** The probability of one label for a text. */
async function ask(url: string, text: string): Promise<number> {
  const response = await fetch(`${url}/predict`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text }),
  });
  assert.equal(response.status, 200);
  const { scores } = (await response.json()) as { scores: { good: number } };
  return scores.good;
}

test("what shares a batch with a text changes a transformer's answer by no more than 1e-5", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-shared-batches-"));
  const data = path.join(folder, "data.csv");
  const texts = randomTexts(80);
  const rows = texts.map((text) => `${text},${text.includes("good") ? "good" : "bad"}`);
  await writeFile(data, `text,label\n${rows.join("\n")}\n`);
  await writeSmallTransformer(path.join(folder, "bert"), data);
  const output = path.join(folder, "bundle");
  const set = ["training.epochs=1", "text.maxLength=100"];
  await train(data, { recipe: "fine-tune", pretrained: path.join(folder, "bert"), output, set });
  const bundle = await loadBundle(output, { threads: 2 });
  const server = await startServer(bundle, { port: 0, threads: 2 });
  try {
    const cut = Number(bundle.bundle.lineage["cutTrainTexts"]);
    assert.ok(cut > 0 && cut < 40, `${cut} training texts are longer than the model reads`);
    const together = await Promise.all(texts.map((text) => ask(server.url, text)));
    const alone: number[] = [];
    for (const text of texts) alone.push(await ask(server.url, text));
    const differences = together.map((score, row) => Math.abs(score - alone[row]!));
    assert.ok(Math.max(...differences) <= 1e-5, `${Math.max(...differences)}`);
    assert.ok(Math.max(...alone) - Math.min(...alone) > 1e-3, "the texts differ in their answers");
  } finally {
    await server.close();
    await bundle.close();
    await rm(folder, { recursive: true });
  }
});
