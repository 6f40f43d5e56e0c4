/** @file How a server begins and ends. */
import assert from "node:assert/strict";
import { Agent, request } from "node:http";
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

test("closing ends idle connections soon, and every request is answered or was never accepted", async () => {
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

test("clients that keep their connections and ask on while the server closes are answered, never cut off", async () => {
  const server = await startSampleServer("rows");
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ text: "a fine film" });
  const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
  const outcomes = new Set<number | string | undefined>();
  const ask = () =>
    new Promise<number | string | undefined>((resolve) => {
      const asking = request(`${server.url}/predict`, { agent, method: "POST", headers }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode));
      });
      asking.on("error", (error: NodeJS.ErrnoException) => resolve(error.code)).end(body);
    });
  const clients = 16;
  let answered = 0;
  const askOn = async () => {
    let last = await ask();
    answered++;
    while (last === 200 || last === 503) {
      outcomes.add(last);
      last = await ask();
    }
    outcomes.add(last);
  };
  const asked = Array.from({ length: clients }, askOn);
  while (answered < clients) await new Promise((resolve) => setImmediate(resolve));
  await server.close();
  await Promise.all(asked);
  agent.destroy();
  assert.deepEqual([...outcomes].toSorted(), [200, 503, "ECONNREFUSED"]);
});
