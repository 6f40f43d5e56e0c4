/** @file The OpenAPI document says what the server does. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startSampleServer } from "./sample-server.ts";

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content: object }>>;
}

const server = await startSampleServer();
after(() => server.close());
const { body: document } = await server.get("/openapi.json");

/** Every `$ref` in a document. */
function references(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => (key === "$ref" ? [part as string] : references(part)));
}

test("it is OpenAPI 3.1 and all of its references lead somewhere", () => {
  assert.equal(document.openapi, "3.1.0");
  const found = references(document);
  assert.ok(found.length > 10);
  for (const reference of found) {
    const target = reference
      .slice(2)
      .split("/")
      .reduce((part: Record<string, never> | undefined, key: string) => part?.[key], document);
    assert.notEqual(target, undefined, reference);
  }
});

test("every documented route answers as documented, and operations have names of their own", async () => {
  const names = new Set<string>();
  for (const [route, methods] of Object.entries(document.paths as Record<string, Record<string, Operation>>))
    for (const [method, operation] of Object.entries(methods)) {
      names.add(operation.operationId);
      const body = { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"text": "fine"}' };
      const response = await fetch(server.url + route, method === "post" ? body : {});
      assert.equal(response.status, 200, route);
      const types = Object.keys(operation.responses["200"]!.content);
      assert.deepEqual([response.headers.get("content-type")?.split(";")[0]], types);
      await response.text();
    }
  assert.equal(names.size, 6);
});

test("the schemas have the fields of the answers", async () => {
  const { schemas } = document.components;
  const fields = (name: string) => Object.keys(schemas[name].properties).toSorted();
  const one = await server.post("/predict", { text: "fine" });
  assert.deepEqual(Object.keys(one.body).toSorted(), fields("PredictAnswer"));
  const several = await server.post("/predict", { texts: ["fine"] });
  assert.deepEqual(Object.keys(several.body).toSorted(), fields("PredictAnswers"));
  assert.deepEqual(Object.keys((await server.get("/metadata")).body).toSorted(), fields("Metadata"));
  assert.deepEqual(Object.keys((await server.get("/nowhere")).body).toSorted(), fields("Problem"));
});
