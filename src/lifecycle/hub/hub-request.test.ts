import assert from "node:assert/strict";
import { test } from "node:test";
import { type HubClient, hubRequest } from "./hub-request.ts";

/** A hub behind https whose first answers are redirects to these places; the requests that were made. */
async function ask(...locations: readonly string[]) {
  const seen: { readonly url: string; readonly authorization: string | undefined }[] = [];
  const client: HubClient = {
    settings: { endpoint: "https://hub.example.org", token: "hf_secret" },
    fetch: async (input, init) => {
      const headers = init?.headers as Record<string, string>;
      seen.push({ url: String(input), authorization: headers["authorization"] });
      const location = locations[seen.length - 1];
      return location === undefined ? new Response("ok") : new Response(null, { status: 302, headers: { location } });
    },
    userAgent: "test",
    retryDelayMs: 1,
    idleMs: 1000,
  };
  const url = "https://hub.example.org/owner/name/resolve/main/config.json";
  const request = { url, repository: "owner/name", what: "a file", signal: new AbortController().signal };
  const answer = await hubRequest(client, request).then(
    (response) => response.status,
    (error) => error.message as string,
  );
  return { seen, answer };
}

test("the token follows redirects within the hub and goes nowhere else", async () => {
  const inside = await ask("/api/resolve-cache/config.json", "https://hub.example.org:443/other");
  assert.equal(inside.answer, 200);
  assert.deepEqual(
    inside.seen.map(({ authorization }) => authorization),
    Array(3).fill("Bearer hf_secret"),
  );
  assert.equal(inside.seen[1]!.url, "https://hub.example.org/api/resolve-cache/config.json");
  for (const outside of [
    "https://cdn.example.org/x",
    "https://hub.example.org:8443/x",
    "https://hub.example.org.evil.example/x",
    "//evil.example/x",
  ]) {
    const { seen, answer } = await ask(outside);
    assert.equal(answer, 200);
    assert.deepEqual(
      seen.map(({ authorization }) => authorization),
      ["Bearer hf_secret", undefined],
      outside,
    );
  }
});

test("what was safe stays safe, and no redirect is followed for ever", async () => {
  for (const place of ["http://hub.example.org/x", "http://cdn.example.org/x", "file:///etc/passwd", "data:,x"]) {
    const { seen, answer } = await ask(place);
    assert.match(String(answer), /is not safe/);
    assert.equal(seen.length, 1);
  }
  const { seen, answer } = await ask(...Array<string>(50).fill("/again"));
  assert.match(String(answer), /more than 10 redirects/);
  assert.equal(seen.length, 11);
});
