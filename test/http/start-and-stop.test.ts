/** @file How a server begins and ends. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startServer } from "../../src/server/index.ts";
import { startSampleServer } from "./sample-server.ts";

test("a port in use, one that is not allowed and an address of another machine are clear errors", async () => {
  for (const threads of [1, 2]) {
    const server = await startSampleServer("rows", { threads });
    const port = Number(new URL(server.url).port);
    for (const others of [1, 2])
      await assert.rejects(startServer(server.bundle, { port, threads: others }), {
        code: "server/port-in-use",
        kind: "conflict",
      });
    await server.close();
  }
  const server = await startSampleServer();
  const fail = (host: string, port = 0) => startServer(server.bundle, { host, port, threads: 1 });
  await assert.rejects(fail("192.0.2.1"), { code: "server/address-not-available" });
  await assert.rejects(fail("no such host"), { code: "server/address-not-available" });
  if (process.getuid?.() === 0) {
    process.seteuid?.(65534);
    // Some systems let everyone use low ports; then another error or none comes.
    const outcome = await fail("127.0.0.1", 1).then(
      (started) => started.close(),
      (error) => error.code,
    );
    process.seteuid?.(0);
    assert.ok([undefined, "server/port-forbidden"].includes(outcome as undefined), String(outcome));
  }
  await server.close();
});

test("closing ends idle connections at once, and every request is answered or was never accepted", async () => {
  const server = await startSampleServer("tokens");
  assert.equal((await server.post("/predict", { text: "fine" })).headers.get("connection"), "keep-alive");
  const asked = Array.from({ length: 20 }, () => server.post("/predict", { texts: ["fine", "dull"] }));
  await new Promise((resolve) => setImmediate(resolve));
  const before = performance.now();
  const closed = server.close();
  const outcomes = await Promise.allSettled(asked);
  await closed;
  assert.ok(performance.now() - before < 4000);
  for (const outcome of outcomes)
    if (outcome.status === "fulfilled") assert.ok([200, 503].includes(outcome.value.status), `${outcome.value.status}`);
  await assert.rejects(fetch(`${server.url}/health/live`));
});

test("a request that was under way when closing began is answered", async () => {
  const server = await startSampleServer("tokens");
  const first = server.post("/predict", { texts: Array.from({ length: 200 }, () => "a fine film".repeat(50)) });
  // Wait until the request has surely arrived: a later one on another connection is answered.
  await server.get("/health/live");
  await server.get("/health/live");
  const [answer] = await Promise.all([first, server.close()]);
  assert.equal(answer.status, 200);
  assert.equal(answer.body.predictions.length, 200);
});
