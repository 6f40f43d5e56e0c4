/** @file What a client sees of `lexops serve` over pre-trained models: embeddings, and texts whole and piece by piece. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { openEmbedder, openGenerator, type RunningServer, type ServeOptions, serve } from "../../src/index.ts";
import { writeTinyBert } from "../../src/lifecycle/pretrained/pretrained.sample.ts";
import { startLexops } from "../cli/run-lexops.ts";
import { writeTinyGpt2 } from "../lifecycle/tiny-gpt2.sample.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-http-pretrained-"));
after(() => rmSync(root, { recursive: true }));

/** A served model, while the tests of one `describe` run. */
function serving(folder: string, options: ServeOptions = {}) {
  let server: RunningServer;
  before(async () => {
    server = await serve(folder, { port: 0, ...options });
  });
  after(() => server.close());
  const post = (route: string, body: object, init: RequestInit = {}) =>
    fetch(server.url + route, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      ...init,
    });
  return {
    post,
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
    async ask(route: string, body: object): Promise<{ readonly status: number; readonly body: any }> {
      const response = await post(route, body);
      return { status: response.status, body: await response.json() };
    },
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
    get: async (route: string): Promise<any> => (await fetch(server.url + route)).json(),
  };
}

/** Every `$ref` of a document leads somewhere, and a schema has the fields of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: a document of any shape is looked into
function assertDescribes(document: any, answers: Readonly<Record<string, object>>, routes: readonly string[]): void {
  assert.deepEqual(Object.keys(document.paths).toSorted(), routes.toSorted());
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    assert.ok(name! in document.components.schemas, name);
  for (const [name, answer] of Object.entries(answers))
    assert.deepEqual(
      Object.keys(document.components.schemas[name].properties).toSorted(),
      Object.keys(answer).toSorted(),
    );
}

describe("a sentence encoder", () => {
  const folder = writeTinyBert(path.join(root, "bert"));
  const { ask, get } = serving(folder, { textLimitBytes: 100 });
  const model = { name: "bert", version: null };

  test("one text or several, whatever shares their batch", async () => {
    const embedder = await openEmbedder(folder, { threads: 1 });
    const texts = ["good film", "the bad films", "good"];
    const expected = await embedder.embed(texts);
    const rowOf = (row: number) => [...expected.subarray(row * embedder.width, (row + 1) * embedder.width)];
    const close = (found: readonly number[], row: number) => {
      assert.equal(found.length, embedder.width);
      for (const [at, value] of rowOf(row).entries()) assert.ok(Math.abs(found[at]! - value) < 1e-5);
    };
    const several = await ask("/embed", { texts });
    assert.deepEqual(several.body.model, model);
    for (const [row, found] of several.body.embeddings.entries()) close(found, row);
    const many = await Promise.all(Array.from({ length: 30 }, (_, at) => ask("/embed", { text: texts[at % 3]! })));
    for (const [at, { body }] of many.entries()) close(body.embedding, at % 3);
    await embedder.close();
  });

  test("what it is, and what it refuses", async () => {
    const about = await get("/metadata");
    assert.deepEqual([about.name, about.task, about.width, about.pooling], ["bert", "embedding", 4, "mean"]);
    const one = (await ask("/embed", { text: "good" })).body;
    const several = (await ask("/embed", { texts: ["good"] })).body;
    const answers = { EmbedAnswer: one, EmbedAnswers: several, Metadata: about };
    const routes = ["/embed", "/metadata", "/health/live", "/health/ready", "/openapi.json"];
    assertDescribes(await get("/openapi.json"), answers, routes);
    assert.equal((await ask("/embed", { text: "x".repeat(101) })).body.code, "server/text-too-long");
    assert.equal((await ask("/embed", {})).status, 400);
    assert.equal((await ask("/predict", { text: "good" })).body.code, "server/no-such-route");
  });
});

describe("a language model", () => {
  const folder = writeTinyGpt2(path.join(root, "gpt2"));
  const { ask, get, post } = serving(folder, { newTokensLimit: 50, textLimitBytes: 200 });
  const model = { name: "gpt2", version: null };

  test("a text whole and in events is the library's", async () => {
    const generator = await openGenerator(folder);
    for (const options of [{ maxNewTokens: 12 }, { maxNewTokens: 12, numBeams: 3 }, { temperature: 2, seed: 4 }]) {
      const expected = { ...(await generator.generate("ab", { maxNewTokens: 50, ...options })), model };
      const whole = await ask("/generate", { prompt: "ab", maxNewTokens: 50, ...options });
      assert.deepEqual([whole.status, whole.body], [200, expected]);
      const response = await post("/generate", { prompt: "ab", maxNewTokens: 50, ...options, stream: true });
      assert.equal(response.headers.get("content-type"), "text/event-stream");
      const events = (await response.text()).trimEnd().split("\n\n");
      const end = events.pop()!;
      assert.deepEqual(JSON.parse(end.slice("event: end\ndata: ".length)), expected);
      const pieces = events.map((event) => (JSON.parse(event.slice("data: ".length)) as { text: string }).text);
      assert.equal(pieces.join(""), expected.text);
    }
    await generator.close();
  });

  test("a client who leaves is forgotten, and the next is answered", async () => {
    const controller = new AbortController();
    const response = await post("/generate", { prompt: "ab", stream: true }, { signal: controller.signal });
    await response.body!.getReader().read();
    controller.abort();
    assert.equal((await ask("/generate", { prompt: "ab", maxNewTokens: 1 })).status, 200);
  });

  test("what it is, and what it refuses", async () => {
    const about = await get("/metadata");
    assert.deepEqual([about.task, about.positions, about.limits.newTokens], ["generation", 64, 50]);
    assert.deepEqual([about.settings.maxNewTokens, about.settings.doSample], [100, false]);
    const whole = (await ask("/generate", { prompt: "" })).body;
    const routes = ["/generate", "/metadata", "/health/live", "/health/ready", "/openapi.json"];
    assertDescribes(await get("/openapi.json"), { GenerateAnswer: whole, Metadata: about }, routes);
    const refusals: readonly (readonly [object, number, string])[] = [
      [{ prompt: "ab", maxNewTokens: 51 }, 413, "server/too-many-new-tokens"],
      [{ prompt: "a".repeat(64) }, 413, "generation/prompt-too-long"],
      [{ prompt: "a".repeat(64), stream: true }, 413, "generation/prompt-too-long"],
      [{ prompt: "a".repeat(201) }, 413, "server/text-too-long"],
      [{ prompt: "ab", numBeams: 2, topK: 5 }, 400, "foundation/invalid-config"],
      [{ prompt: "ab", temperature: 0 }, 400, "foundation/invalid-config"],
      [{ prompt: "ab", max_new_tokens: 3 }, 400, "foundation/invalid-config"],
      [{ text: "ab" }, 400, "foundation/invalid-config"],
    ];
    for (const [body, status, code] of refusals) {
      const refused = await ask("/generate", body);
      assert.deepEqual([refused.status, refused.body.code], [status, code], JSON.stringify(body));
    }
  });
});

describe("any request for text", () => {
  const { post } = serving(writeTinyGpt2(path.join(root, "any")));

  test("is answered or refused", async () => {
    const small = fc.oneof(fc.integer({ min: -1, max: 4 }), fc.double(), fc.jsonValue({ maxDepth: 1 }));
    const names = ["maxNewTokens", "doSample", "temperature", "topK", "topP", "numBeams", "lengthPenalty", "seed"];
    const fields = fc.dictionary(fc.constantFrom(...names, "earlyStopping", "repetitionPenalty", "stop"), small);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 80 }),
        fields,
        fc.boolean(),
        async (prompt, more, stream) => {
          const response = await post("/generate", { prompt, stream, maxNewTokens: 3, ...more });
          assert.ok([200, 400, 413].includes(response.status), `${response.status} ${await response.clone().text()}`);
          assert.doesNotMatch(await response.text(), /event: error/);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("the command serves a folder, finishes a text that is under way, and stops", async () => {
  const folder = writeTinyGpt2(path.join(root, "by-command"));
  const { child, finished } = startLexops(["serve", folder, "--port", "0", "--json"], { cwd: root });
  const [line] = (await child.stdout.iterator({ destroyOnReturn: false }).next()).value!.toString().split("\n");
  const started = JSON.parse(line!) as { readonly url: string; readonly task: string; readonly id: string | null };
  assert.deepEqual([started.task, started.id], ["generate", null]);
  const response = await fetch(`${started.url}/generate`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ prompt: "ab", maxNewTokens: 40, stream: true }),
  });
  child.kill("SIGINT");
  assert.match(await response.text(), /event: end\n/);
  assert.equal((await finished).status, 0);
});
