/** @file What a client sees of `lexops serve`: answers. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sampleTexts } from "../../src/lifecycle/bundle/bundle.sample.ts";
import type { LabelPrediction } from "../../src/lifecycle/bundle/index.ts";
import { startSampleServer } from "./sample-server.ts";

const texts = sampleTexts.filter((text) => text !== "");

for (const kind of ["rows", "tokens", "none"] as const)
  describe(`predictions of a model over ${kind}`, async () => {
    const server = await startSampleServer(kind);
    after(() => server.close());
    const { name, id } = server.bundle.bundle;
    const model = { name, version: id.slice(0, 12) };

    test("one text alone gets the library's answer to the last bit", async () => {
      for (const text of texts) {
        const [expected] = await server.bundle.predict([text]);
        const { status, body } = await server.post("/predict", { text });
        assert.equal(status, 200);
        assert.deepEqual(body, { ...expected, model });
      }
    });

    test("several texts are answered in order", async () => {
      const { status, body } = await server.post("/predict", { texts });
      assert.equal(status, 200);
      assert.deepEqual(body, { predictions: await server.bundle.predict(texts), model });
    });

    test("many clients at once each get their own answer", async () => {
      const expected = await Promise.all(texts.map(async (text) => (await server.bundle.predict([text]))[0]!));
      const asked = Array.from({ length: 120 }, (_, index) => index % texts.length);
      const answers = await Promise.all(asked.map((index) => server.post("/predict", { text: texts[index] })));
      for (const [place, { body }] of answers.entries()) {
        const { prediction, scores } = expected[asked[place]!]!;
        assert.equal(body.prediction, prediction);
        for (const [label, score] of Object.entries(scores)) assert.ok(Math.abs(body.scores[label] - score) < 1e-6);
      }
    });
  });

describe("the other routes", async () => {
  const server = await startSampleServer();
  after(() => server.close());

  test("health and metadata", async () => {
    assert.deepEqual((await server.get("/health/live")).body, { status: "live" });
    assert.deepEqual((await server.get("/health/ready?verbose")).body, { status: "ready" });
    const { body } = await server.get("/metadata");
    assert.equal(body.id, server.bundle.bundle.id);
    assert.deepEqual(body.labels, ["bad", "good"]);
    assert.equal(body.task, "text-classification");
    assert.deepEqual(
      body.inputs.map((input: { name: string }) => input.name),
      ["indices", "values", "offsets"],
    );
  });

  test("answers can't be sniffed, stored or framed", async () => {
    const { headers } = await server.get("/metadata");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("cache-control"), "no-store");
    const page = await fetch(`${server.url}/`);
    assert.match(page.headers.get("content-security-policy") ?? "", /^default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(page.headers.get("access-control-allow-origin"), null);
  });

  test("HEAD gives the headers of GET", async () => {
    const response = await fetch(`${server.url}/`, { method: "HEAD" });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), "");
    assert.ok(Number(response.headers.get("content-length")) > 1000);
  });
});

test("two threads answer on one port", { skip: process.platform !== "linux" }, async () => {
  const server = await startSampleServer("rows", { threads: 2 });
  const [expected] = (await server.bundle.predict(["fine"])) as readonly LabelPrediction[];
  const answers = await Promise.all(Array.from({ length: 64 }, () => server.post("/predict", { text: "fine" })));
  for (const { body } of answers) assert.ok(Math.abs(body.score - expected!.score) < 1e-6);
  await server.close();
  await assert.rejects(fetch(`${server.url}/health/live`));
});
