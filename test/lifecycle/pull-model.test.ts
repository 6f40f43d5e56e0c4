/** @file Models from a hub: a real HTTP server on this machine, with a second port where large files lie. */
import assert from "node:assert/strict";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { downloadFiles, type HubClient, hubSettings, listHubFiles } from "../../src/lifecycle/hub/index.ts";
import { isModelFile } from "../../src/lifecycle/pretrained/index.ts";
import { writeTinyBert } from "../../src/lifecycle/pretrained/pretrained.sample.ts";
import { runHere } from "../cli/run-lexops.ts";
import { type HubFaults, type LocalHub, startLocalHub } from "./local-hub.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-pull-"));
const hubs: LocalHub[] = [];
after(async () => {
  for (const hub of hubs) await hub.close();
  rmSync(root, { recursive: true });
});

const repository = "owner/tiny-bert";
const never = new AbortController().signal;

async function newCase(faults: HubFaults = {}, files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const place = mkdtempSync(path.join(root, "case-"));
  const home = path.join(place, "home");
  const model = writeTinyBert(path.join(place, "repository"), {
    "README.md": "---\nlicense: mit\n---\n",
    "1_Pooling/config.json": "{}",
    "pytorch_model.bin": "not wanted",
    "onnx/model.onnx": "not wanted",
    ...files,
  });
  const hub = await startLocalHub(model, faults);
  hubs.push(hub);
  const pull = (words: readonly string[] = [], env: Readonly<Record<string, string>> = {}, signal = never) =>
    runHere(["models", "pull", repository, "--home", home, ...words], undefined, {
      env: { HF_ENDPOINT: hub.endpoint, ...env },
      signal,
    });
  const fetchAll = (client: Partial<HubClient> = {}) => fetchInto(hub, path.join(place, "fetched"), client);
  return { place, home, model, hub, pull, fetchAll };
}

/** Fetches without the command line, and without its patience. */
async function fetchInto(hub: LocalHub, folder: string, options: Partial<HubClient>): Promise<string> {
  const settings = hubSettings({ HF_ENDPOINT: hub.endpoint });
  const client = { settings, fetch, userAgent: "test", retryDelayMs: 1, idleMs: 10_000, ...options };
  const listing = await listHubFiles(client, repository, "main", never);
  mkdirSync(folder, { recursive: true });
  return downloadFiles(client, {
    repository,
    listing,
    isWanted: isModelFile,
    folder,
    progress: () => {},
    signal: never,
  });
}

const parts = (folder: string) => globSync("**/*.part", { cwd: folder });
const ranges = (hub: LocalHub) => hub.seen.filter(({ at }) => at === "store").map(({ range }) => range);

describe("lexops models pull", () => {
  test("fetches what a model needs, checks it, imports it, and fetches nothing twice", async () => {
    const { home, model, hub, pull } = await newCase();
    const { status, stdout, stderr } = await pull(["--json"]);
    assert.equal(status, 0, stderr);
    const answer = JSON.parse(stdout);
    assert.deepEqual(
      [answer.name, answer.licence, answer.commit, answer.source, answer.added],
      [repository, "mit", hub.commit, `${repository}@${hub.commit}`, true],
    );
    const files = answer.files.map(({ file }: { file: string }) => file);
    assert.deepEqual(files, ["1_Pooling/config.json", "README.md", "config.json", "model.safetensors", "vocab.txt"]);
    for (const file of files)
      assert.deepEqual(readFileSync(path.join(answer.folder, file)), readFileSync(path.join(model, file)));
    assert.deepEqual(existsSync(path.join(home, "downloads", "owner--tiny-bert")), false);
    const asked = hub.seen.length;
    const again = await pull(["--json", "--licence", "apache-2.0"]);
    assert.deepEqual([JSON.parse(again.stdout).added, JSON.parse(again.stdout).licence], [false, "apache-2.0"]);
    assert.ok(hub.seen.slice(asked).every(({ url }) => url.startsWith("/api/")));
    assert.equal((await runHere(["models", "import", model, "--home", home, "--name", "other"])).status, 0);
    const taken = await pull(["--name", "other"]);
    assert.match(taken.stderr, /pretrained\/name-taken/);
  });

  test("sends the token to the hub and to nobody else, and never shows it", async () => {
    const token = "hf_0123456789secret";
    const { hub, pull } = await newCase({ token });
    const { status, stdout, stderr } = await pull(["--json", "--debug"], { HF_TOKEN: token });
    assert.equal(status, 0, stderr);
    for (const { at, authorization } of hub.seen)
      assert.equal(authorization, at === "hub" ? `Bearer ${token}` : undefined);
    assert.ok(hub.seen.some(({ at }) => at === "store"));
    for (const text of [stdout, stderr, ...hub.seen.map(({ url }) => url)]) assert.ok(!text.includes(token));
    const other = await pull(["--debug"], { HF_TOKEN: "hf_another" });
    assert.equal(other.status, 6);
    assert.match(other.stderr, /does not accept the token in HF_TOKEN/);
    assert.ok(!other.stderr.includes("hf_another"));
    assert.match((await pull()).stderr, /set HF_TOKEN/);
  });

  test("does nothing offline, and says what a hub refuses", async () => {
    const { home, hub, pull } = await newCase();
    const offline = await pull([], { HF_HUB_OFFLINE: "1" });
    assert.equal(offline.status, 9);
    assert.match(offline.stderr, /hub\/offline/);
    assert.deepEqual(hub.seen, []);
    const cases: [faults: HubFaults, status: number, pattern: RegExp][] = [
      [{ status: 401 }, 6, /may be private, or not exist.*\n.*HF_TOKEN/],
      [{ status: 403 }, 7, /accept its conditions/],
      [{ status: 404 }, 3, /has no model owner\/tiny-bert\./],
      [{ status: 429 }, 8, /after 17 seconds/],
      [{ status: 418 }, 9, /status 418/],
      [{ body: "<html>" }, 9, /can't be understood/],
      [{ body: '{"sha":"../../x"}' }, 9, /can't be understood/],
      [{ body: "[".repeat(100_000) }, 9, /can't be understood/],
    ];
    for (const [faults, status, pattern] of cases) {
      Object.assign(hub.faults, { status: undefined, body: undefined }, faults);
      const finished = await pull();
      assert.match(finished.stderr, pattern);
      assert.equal(finished.status, status, finished.stderr);
    }
    assert.equal(existsSync(home), false);
    Object.assign(hub.faults, { status: undefined, body: undefined });
    assert.match((await pull(["--revision", "v9"])).stderr, /no .*with the revision v9/);
    assert.match((await pull(["--revision", "../x"])).stderr, /hub\/invalid-revision/);
    assert.match((await pull(["--name", "../x"])).stderr, /pretrained\/invalid-name/);
  });

  test("stops at Ctrl-C with a part that the next one goes on from", async () => {
    const { home, hub, pull } = await newCase({ stallsAfterBytes: 500 });
    const interrupt = new AbortController();
    const running = pull([], {}, interrupt.signal);
    const part = path.join(home, "downloads", "owner--tiny-bert", hub.commit, "model.safetensors.part");
    while (!existsSync(part) || statSync(part).size < 500) await sleep(5);
    const second = await pull();
    assert.match(second.stderr, /storage\/already-fetching/);
    assert.match(second.stderr, new RegExp(`by the process ${process.pid}`));
    assert.equal(second.status, 4);
    interrupt.abort("SIGINT");
    const { status, stderr } = await running;
    assert.equal(status, 130, stderr);
    assert.match(stderr, /what was fetched stays/);
    assert.equal(statSync(part).size, 500);
    assert.deepEqual(existsSync(path.join(home, "pretrained")), false);
    Object.assign(hub.faults, { stallsAfterBytes: undefined });
    hub.seen.length = 0;
    const finished = await pull();
    assert.equal(finished.status, 0, finished.stderr);
    assert.deepEqual(ranges(hub), ["bytes=500-"]);
    assert.ok(!hub.seen.some(({ url }) => url.endsWith("/config.json") && !url.includes("Pooling")));
  });

  test("a repository without safetensors, or with a damaged model, leaves no model", async () => {
    const { home, model, pull } = await newCase({}, { "config.json": '{"model_type":"mamba"}' });
    const damaged = await pull();
    assert.equal(damaged.status, 10, damaged.stderr);
    assert.deepEqual(existsSync(path.join(home, "pretrained")), false);
    rmSync(path.join(model, "model.safetensors"));
    const hub = await startLocalHub(model);
    hubs.push(hub);
    const finished = await pull([], { HF_ENDPOINT: hub.endpoint });
    assert.match(finished.stderr, /no model\.safetensors, only pytorch_model\.bin/);
    assert.equal(finished.status, 2);
  });
});

describe("files of a hub", () => {
  test("a cut connection is taken up where it ended", async () => {
    const { hub, model, fetchAll } = await newCase({ cutAfterBytes: 700 });
    const folder = await fetchAll();
    const name = "model.safetensors";
    assert.deepEqual(readFileSync(path.join(folder, name)), readFileSync(path.join(model, name)));
    const asked = ranges(hub);
    assert.deepEqual(asked.slice(0, 3), [undefined, "bytes=700-", "bytes=1400-"]);
    assert.deepEqual(parts(folder), []);
  });

  test("a connection that brings nothing is given up, and the part stays", async () => {
    const { hub, place, fetchAll } = await newCase({ cutAfterBytes: 700, ignoresRanges: true });
    await assert.rejects(fetchAll(), { code: "hub/unreachable", message: /cut at byte 700 of model\.safetensors/ });
    assert.equal(parts(place).length, 1);
    Object.assign(hub.faults, { cutAfterBytes: undefined });
    await fetchAll();
    assert.deepEqual(parts(place), []);
    await hub.close();
    await assert.rejects(fetchAll(), { code: "hub/unreachable", message: /ECONNREFUSED/ });
  });

  test("silence is a lost connection", async () => {
    const { hub, fetchAll } = await newCase({ stallsAfterBytes: 300 });
    const folder = await fetchAll({ idleMs: 50 });
    assert.deepEqual(ranges(hub).slice(0, 3), [undefined, "bytes=300-", "bytes=600-"]);
    assert.deepEqual(parts(folder), []);
  });

  test("a file that is not what the hub says is refused and removed", async () => {
    const { hub, place, fetchAll } = await newCase({ spoils: true });
    await assert.rejects(fetchAll(), { code: "hub/checksum-mismatch" });
    assert.deepEqual(globSync("fetched/**/model.safetensors*", { cwd: place }), []);
    hub.faults.spoils = false;
    const folder = await fetchAll();
    // What a part held before is checked too.
    writeFileSync(path.join(folder, "config.json.part"), "x");
    writeFileSync(path.join(folder, "config.json"), "{}");
    await assert.rejects(fetchAll(), { code: "hub/checksum-mismatch", message: /config\.json/ });
    await fetchAll();
    assert.ok(!readdirSync(folder).some((name) => name.endsWith(".part")));
  });

  test("a redirect to another protocol, in a circle or to nowhere is refused", async () => {
    const { hub, fetchAll } = await newCase();
    for (const target of [
      "ftp://x/y",
      "http://[",
      `${hub.endpoint}/${repository}/resolve/${hub.commit}/model.safetensors`,
    ]) {
      hub.faults.redirectsTo = target;
      await assert.rejects(fetchAll(), { code: "hub/unexpected-answer", message: /redirect/ });
    }
  });
});
