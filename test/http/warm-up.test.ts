import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { sampleContents } from "../../src/lifecycle/bundle/bundle.sample.ts";
import { loadBundle, writeBundle } from "../../src/lifecycle/bundle/index.ts";
import { startServer } from "../../src/server/index.ts";

for (const [kind, asked] of [
  ["tokens", 4],
  ["rows", 0],
] as const)
  test(`a model over ${kind} has answered ${asked} texts on two threads when its server listens`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "lexops-warm-up-"));
    await writeBundle(folder, await sampleContents(kind));
    const bundle = await loadBundle(folder, { threads: 2 });
    const lengths: number[] = [];
    const watched: typeof bundle = {
      ...bundle,
      async predict(texts) {
        const answers = await bundle.predict(texts);
        lengths.push(...texts.map((text) => text.length));
        return answers;
      },
    };
    const server = await startServer(watched, { port: 0, threads: 2 });
    await server.close();
    await bundle.close();
    await rm(folder, { recursive: true });
    assert.equal(lengths.length, asked);
    if (asked > 0) assert.ok(Math.max(...lengths) > 10 * Math.min(...lengths));
  });
