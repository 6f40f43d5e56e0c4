/** @file Models from a folder to the home folder and out again, through the command line. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { importModel, listModels, type Progress } from "../../src/index.ts";
import { tinyBertConfig, writeTinyBert } from "../../src/lifecycle/pretrained/pretrained.sample.ts";
import { readSafetensors, writeSafetensors } from "../../src/lifecycle/safetensors/index.ts";
import { type Finished, runHere } from "../cli/run-lexops.ts";
import { sharedModel, withoutModel } from "../parity/shared-data.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-models-"));
after(() => rmSync(root, { recursive: true }));

const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** A folder with a model, and a home folder beside it. */
function newCase(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const place = mkdtempSync(path.join(root, "case-"));
  const home = path.join(place, "home");
  const model = writeTinyBert(path.join(place, "tiny-bert"), files);
  const run = (...words: string[]) => runHere([...words, "--home", home]);
  const ask = async (...words: string[]) => {
    const { status, stdout, stderr } = await run(...words, "--json");
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };
  return { place, home, model, run, ask };
}

function fails(finished: Finished, status: number, pattern: RegExp) {
  assert.match(finished.stderr, pattern);
  assert.equal(finished.status, status, finished.stderr);
}

/** Nothing of a model is in the home folder. */
function isClean(home: string) {
  for (const folder of ["pretrained", "temporary"])
    assert.deepEqual(existsSync(path.join(home, folder)) ? readdirSync(path.join(home, folder)) : [], []);
}

describe("imported models", () => {
  test("are checked, hashed, listed, shown and removed", async () => {
    const { home, model, run, ask } = newCase({
      "README.md": "---\nlicense: mit\n---\n",
      "1_Pooling/config.json": "{}",
      "optimizer.pt": "not part of the model",
    });
    const imported = await ask("models", "import", model);
    assert.equal(imported.name, "tiny-bert");
    assert.equal(imported.added, true);
    assert.equal(imported.modelType, "bert");
    assert.equal(imported.parameters, 262);
    assert.deepEqual([imported.licence, imported.licenceFrom], ["mit", "README.md"]);
    const names = ["1_Pooling/config.json", "README.md", "config.json", "model.safetensors", "vocab.txt"];
    assert.deepEqual(
      imported.files.map(({ file }: { file: string }) => file),
      names,
    );
    for (const { file, sha256 } of imported.files) {
      assert.equal(sha256, hash(path.join(model, file)));
      assert.equal(sha256, hash(path.join(imported.folder, file)));
    }
    assert.equal(imported.id, hash(path.join(imported.folder, "lexops-model.json")));
    assert.deepEqual(readdirSync(path.join(home, "pretrained")), [imported.id]);

    const again = await ask("models", "import", model);
    assert.deepEqual([again.added, again.id, again.createdAt], [false, imported.id, imported.createdAt]);
    await ask("models", "import", model, "--name", "owner/second", "--licence", "apache-2.0");
    const { models } = await ask("models", "list");
    assert.deepEqual(
      models.map(({ name, id, licence }: Record<string, string>) => [name, id, licence]),
      [
        ["owner/second", imported.id, "apache-2.0"],
        ["tiny-bert", imported.id, "mit"],
      ],
    );
    const { added: _, ...facts } = imported;
    assert.deepEqual(await ask("models", "show", "tiny-bert"), facts);
    assert.match((await run("models", "list")).stdout, /tiny-bert +bert +262 +\d\.\d kB +[0-9a-f]{12} +mit\n/);

    await ask("models", "remove", "tiny-bert");
    assert.deepEqual(readdirSync(path.join(home, "pretrained")), [imported.id]);
    await ask("models", "remove", "owner/second");
    isClean(home);
    fails(await run("models", "show", "tiny-bert"), 3, /pretrained\/unknown-model/);
  });

  test("with no licence to be found say so, and take one later", async () => {
    const { model, run, ask } = newCase();
    const { stdout, stderr } = await run("models", "import", model);
    assert.match(stdout, /Licence +not said/);
    assert.match(stderr, /--licence/);
    await ask("models", "import", model, "--licence", "cc-by-4.0");
    assert.deepEqual((await ask("models", "list")).models[0].licence, "cc-by-4.0");
    assert.deepEqual((await ask("models", "import", model)).licence, "cc-by-4.0");
  });

  test("in shards of any names, reached through the links of the Hub's cache", async () => {
    const { place, model, ask } = newCase();
    const whole = readSafetensors(readFileSync(path.join(model, "model.safetensors")), "model.safetensors");
    const names = Object.keys(whole);
    const shards = { "weights-a.safetensors": names.slice(0, 9), "weights-b.safetensors": names.slice(9) };
    const shardOf = Object.entries(shards).flatMap(([file, own]) => own.map((name) => [name, file]));
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const snapshot = path.join(place, "models--owner--sharded/snapshots", commit);
    mkdirSync(snapshot, { recursive: true });
    writeFileSync(
      path.join(snapshot, "model.safetensors.index.json"),
      JSON.stringify({ metadata: {}, weight_map: Object.fromEntries(shardOf) }),
    );
    for (const [file, own] of Object.entries(shards)) {
      const tensors = Object.fromEntries(own.map((name) => [name, whole[name]!]));
      writeFileSync(path.join(place, file), writeSafetensors(tensors));
      symlinkSync(path.join(place, file), path.join(snapshot, file));
    }
    for (const file of ["config.json", "vocab.txt"]) symlinkSync(path.join(model, file), path.join(snapshot, file));
    const imported = await ask("models", "import", snapshot);
    assert.deepEqual([imported.name, imported.source], ["owner/sharded", `owner/sharded@${commit}`]);
    assert.equal(imported.parameters, 262);
    const files = imported.files.map(({ file }: { file: string }) => file);
    assert.deepEqual(
      files.filter((file: string) => file.includes("safetensors")),
      ["model.safetensors.index.json", ...Object.keys(shards)],
    );
    for (const file of files) assert.ok(lstatSync(path.join(imported.folder, file)).isFile());
    await ask("models", "show", "owner/sharded");
  });

  test("that are damaged are refused by name and leave nothing", async () => {
    const text = JSON.stringify;
    const broken = { "broken.weight": { type: "float32", shape: [1], data: Float32Array.of(1) } } as const;
    const cases: [files: Record<string, string | Uint8Array>, status: number, pattern: RegExp][] = [
      [{ "config.json": text({ ...tinyBertConfig, model_type: "mamba" }) }, 10, /"mamba" are not supported/],
      [
        { "config.json": text({ ...tinyBertConfig, vocab_size: 9 }) },
        2,
        /word_embeddings.* shape \[10, 4\] and not \[9, 4\]/,
      ],
      [{ "config.json": text({ ...tinyBertConfig, num_hidden_layers: 2 }) }, 2, /16 missing .*layer\.1\./],
      [{ "model.safetensors": writeSafetensors(broken) }, 2, /pretrained\/weights-mismatch/],
      [{ "model.safetensors": new Uint8Array(100) }, 2, /safetensors\/not-valid/],
      [{ "vocab.txt": "[UNK]\n[CLS]\n[SEP]\na\nb\nc\nd\ne\nf\ng\nh\n" }, 2, /pretrained\/tokenizer-mismatch/],
      [{ "tokenizer.json": "{}" }, 2, /text\/invalid-tokenizer/],
    ];
    for (const [files, status, pattern] of cases) {
      const { home, model, run } = newCase(files);
      fails(await run("models", "import", model), status, pattern);
      isClean(home);
    }
    const { home, model, run } = newCase();
    const file = path.join(model, "model.safetensors");
    const bytes = readFileSync(file);
    bytes.writeFloatLE(Number.NaN, bytes.length - 4);
    writeFileSync(file, bytes);
    fails(await run("models", "import", model), 2, /not finite; the first is NaN/);
    isClean(home);
  });

  test("never take each other's names, and no name leads elsewhere", async () => {
    const { place, model, run, ask } = newCase();
    await ask("models", "import", model);
    const other = writeTinyBert(path.join(place, "other"), { "README.md": "Another." });
    fails(await run("models", "import", other, "--name", "tiny-bert"), 4, /pretrained\/name-taken/);
    for (const name of ["../x", "a/b/c", "/", ".hidden", "a b"])
      fails(await run("models", "import", other, "--name", name), 2, /pretrained\/invalid-name/);
    fails(await run("models", "import", path.join(place, "nowhere")), 3, /pretrained\/not-found/);
    fails(await run("models", "remove", "other"), 3, /pretrained\/unknown-model/);
  });

  test("whose stored files were lost are told from those that were never there", async () => {
    const { model, run, ask } = newCase();
    const { folder } = await ask("models", "import", model);
    rmSync(path.join(folder, "vocab.txt"));
    fails(await run("models", "show", "tiny-bert"), 9, /vocab\.txt is missing/);
    writeFileSync(
      path.join(folder, "vocab.txt"),
      readFileSync(path.join(model, "vocab.txt"), "utf8").replace("good", "evil"),
    );
    fails(await run("models", "show", "tiny-bert"), 9, /vocab\.txt is not the file that was imported/);
    await ask("models", "remove", "tiny-bert");
    assert.equal((await ask("models", "import", model)).added, true);
  });

  test("that are stopped half-way are not there", async () => {
    const { home, model } = newCase();
    for (const task of ["Copying", "Checking weights"]) {
      const stop = new AbortController();
      const progress: Progress = (event) => {
        if (event.task === task) stop.abort();
      };
      await assert.rejects(importModel(model, { home, progress, signal: stop.signal }), { name: "AbortError" });
      isClean(home);
      assert.deepEqual(await listModels({ home }), []);
    }
  });

  test("a real encoder", { skip: withoutModel("all-minilm-l6-v2") }, async () => {
    const { ask } = newCase();
    const imported = await ask("models", "import", sharedModel("all-minilm-l6-v2")!, "--licence", "apache-2.0");
    assert.equal(imported.parameters, 22_713_216);
    assert.deepEqual(imported.dtypes, ["F16"]);
    const weights = imported.files.find(({ file }: { file: string }) => file === "model.safetensors");
    assert.equal(weights.sha256, "553c9ff2a4d968014fb1c66fdb6f2c9dc19b3ac2360ba58a51c69e177e55d765");
  });
});
