/** @file What a client sees of `lexops serve`: refusals. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { connect } from "node:net";
import { text as readText } from "node:stream/consumers";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { type JsonAnswer, startSampleServer } from "./sample-server.ts";

/** Checks that an answer is a problem with this status and code. */
function assertProblem({ status, headers, body }: JsonAnswer, expected: number, code: string): void {
  assert.deepEqual([status, body.status, body.code], [expected, expected, code], JSON.stringify(body));
  assert.equal(headers.get("content-type"), "application/problem+json");
  for (const field of ["type", "title", "detail", "remedy"]) assert.ok(body[field].length > 3, field);
  assert.ok(!JSON.stringify(body).includes("node:"), "no stack trace");
}

describe("refused requests", async () => {
  const server = await startSampleServer("rows", { bodyLimitBytes: 2000, textLimitBytes: 100 });
  after(() => server.close());

  test("bodies that are not the JSON that is asked for", async () => {
    const invalid: [unknown, string][] = [
      ["{", "server/malformed-json"],
      ["", "server/malformed-json"],
      [Uint8Array.of(0x22, 0xff, 0x22), "server/malformed-json"],
      ["[]", "foundation/invalid-config"],
      ["null", "foundation/invalid-config"],
      [{}, "foundation/invalid-config"],
      [{ text: 1 }, "foundation/invalid-config"],
      [{ text: "" }, "foundation/invalid-config"],
      [{ text: " \n" }, "foundation/invalid-config"],
      [{ texts: [] }, "foundation/invalid-config"],
      [{ texts: ["a", null] }, "foundation/invalid-config"],
      [{ text: "a", texts: ["a"] }, "foundation/invalid-config"],
      [{ text: "a", labels: 1 }, "foundation/invalid-config"],
      [{ text: "a", attention: true }, "bundle/no-attention"],
      ['{"text": "a", "__proto__": {"texts": ["b"]}}', "foundation/invalid-config"],
    ];
    for (const [body, code] of invalid) assertProblem(await server.post("/predict", body), 400, code);
    const { body } = await server.post("/predict", { txt: "a" });
    assert.match(body.detail, /unknown field "txt"/);
    assert.match(body.remedy, /Did you mean "text"/);
    assert.deepEqual((await server.post("/predict", { texts: ["a", 1] })).body.errors[0].pointer, "#/texts/1");
  });

  test("bodies, texts and lists over the limits", async () => {
    assertProblem(await server.post("/predict", { text: "x".repeat(101) }), 413, "server/text-too-long");
    assert.equal((await server.post("/predict", { text: "x".repeat(100) })).status, 200);
    assertProblem(await server.post("/predict", { text: "é".repeat(51) }), 413, "server/text-too-long");
    assertProblem(await server.post("/predict", { text: "x".repeat(3000) }), 413, "server/body-too-large");
    const small = await startSampleServer("rows", { queueLimit: 3 });
    assertProblem(await small.post("/predict", { texts: ["a", "b", "c", "d"] }), 413, "server/too-many-texts");
    await small.close();
  });

  test("a body that is too large without saying so", async () => {
    const asking = request(`${server.url}/predict`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
    });
    const answered = new Promise<number>((resolve) =>
      asking.on("response", (response) => resolve(response.statusCode!)),
    );
    asking.on("error", () => {}); // The server ends the connection.
    asking.write("x".repeat(1500));
    asking.write("x".repeat(1500));
    assert.equal(await answered, 413);
    asking.destroy();
  });

  test("other content types, so that no page of another site can ask", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"])
      assertProblem(
        await server.post("/predict", "{}", { "Content-Type": type }),
        415,
        "server/unsupported-media-type",
      );
    const gzip = { "Content-Encoding": "gzip" };
    assertProblem(await server.post("/predict", "{}", gzip), 415, "server/unsupported-media-type");
    const utf8 = { "Content-Type": 'Application/JSON; charset="UTF-8"' };
    assert.equal((await server.post("/predict", { text: "a" }, utf8)).status, 200);
  });

  test("other paths and methods", async () => {
    const unknown = await server.get("/predcit");
    assertProblem(unknown, 404, "server/no-such-route");
    assert.match(unknown.body.remedy, /Did you mean "\/predict"/);
    assertProblem(await server.get("/../etc/passwd"), 404, "server/no-such-route");
    assertProblem(await server.get("/__proto__"), 404, "server/no-such-route");
    const wrong = await server.get("/predict");
    assertProblem(wrong, 405, "server/method-not-allowed");
    assert.equal(wrong.headers.get("allow"), "POST");
    const other = await server.post("/metadata", {});
    assertProblem(other, 405, "server/method-not-allowed");
    assert.equal(other.headers.get("allow"), "GET, HEAD");
  });

  test("names of other hosts, as DNS rebinding would have it", async () => {
    const ask = (host: string) =>
      new Promise<number>((resolve, reject) => {
        request(`${server.url}/health/live`, { headers: { Host: host } }, (response) => {
          response.resume();
          resolve(response.statusCode!);
        })
          .on("error", reject)
          .end();
      });
    assert.equal(await ask("evil.example"), 403);
    assert.equal(await ask("localhost:99"), 200);
    assert.equal(await ask("LOCALHOST"), 200);
    assert.equal(await ask("[::1]:8000"), 200);
  });

  test("bytes that are not HTTP", async () => {
    const answers = async (bytes: string) => {
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
      socket.end(bytes);
      return readText(socket);
    };
    assert.match(await answers("hello\r\n\r\n"), /^HTTP\/1\.1 400 [\s\S]*"server\/malformed-request"/);
    const many = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(40_000)}\r\n\r\n`;
    assert.match(await answers(many), /^HTTP\/1\.1 431 [\s\S]*"server\/headers-too-large"/);
  });

  test("any bytes as a body are answered, and the server lives", async () => {
    const outcome = async (body: Uint8Array | string) => {
      const { status } = await server.post("/predict", body);
      assert.ok([200, 400, 413].includes(status), `${status}`);
    };
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), outcome), { numRuns: 60 });
    await fc.assert(fc.asyncProperty(fc.json(), outcome), { numRuns: 60 });
    const almost = fc.record({ text: fc.anything(), texts: fc.anything() }, { requiredKeys: [] });
    const serialised = almost.map((value) => {
      try {
        return JSON.stringify(value) ?? "";
      } catch {
        return "{}";
      }
    });
    await fc.assert(fc.asyncProperty(serialised, outcome), { numRuns: 60 });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 30 }), (text) => outcome(JSON.stringify({ text }))),
      {
        numRuns: 60,
      },
    );
    assert.equal((await server.get("/health/ready")).status, 200);
  });
});

test("a full queue answers 503 with Retry-After, and serves again afterwards", async () => {
  const server = await startSampleServer("tokens", { queueLimit: 4 });
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => server.post("/predict", { texts: ["fine", "dull", "warm"] })),
  );
  const refused = answers.filter(({ status }) => status !== 200);
  assert.ok(refused.length > 0 && refused.length < 40);
  for (const answer of refused) {
    assertProblem(answer, 503, "serving/queue-full");
    assert.equal(answer.headers.get("retry-after"), "1");
  }
  assert.equal((await server.post("/predict", { text: "fine" })).status, 200);
  await server.close();
});
