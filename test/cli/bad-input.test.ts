/** @file Whatever is wrong: one sentence, a remedy, the documented exit code, no stack, nothing half-written. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { runHere, runLexops, sampleReviews } from "./run-lexops.ts";

interface Case {
  readonly words: readonly string[];
  readonly status: number;
  readonly says: RegExp;
  readonly input?: string;
}

const cases: Readonly<Record<string, Case>> = {
  "an unknown command": { words: ["trian", "reviews.csv"], status: 2, says: /"lexops trian".*Did you mean "train"/s },
  "an unknown flag": {
    words: ["train", "reviews.csv", "--recip", "x"],
    status: 2,
    says: /"--recip".*Did you mean "--recipe"/s,
  },
  "a flag of the wrong type": {
    words: ["train", "reviews.csv", "--seed", "one"],
    status: 2,
    says: /--seed cannot be "one"/,
  },
  "a missing argument": { words: ["evaluate", "bundle"], status: 2, says: /needs FILE/ },
  "a missing file": { words: ["train", "nothing.csv"], status: 3, says: /no file at nothing\.csv/ },
  "a folder for a file": { words: ["data", "inspect", "bundle"], status: 2, says: /bundle is a folder|bundle is a/ },
  "a wrong column": {
    words: ["train", "reviews.csv", "--text", "reviw"],
    status: 2,
    says: /no column "reviw".*Did you mean "review"/s,
  },
  "an empty file": { words: ["train", "empty.csv"], status: 2, says: /empty\.csv is empty/ },
  "a file with a header only": {
    words: ["data", "inspect", "header.csv"],
    status: 2,
    says: /header but not one data row/,
  },
  "a picture": { words: ["data", "inspect", "picture.csv"], status: 2, says: /picture\.csv/ },
  "a damaged gzip file": { words: ["train", "cut.csv.gz"], status: 2, says: /cut\.csv\.gz is damaged/ },
  "one label only": { words: ["train", "one-label.csv"], status: 2, says: /only one label/ },
  "a missing recipe": {
    words: ["train", "reviews.csv", "--recipe", "majorty"],
    status: 3,
    says: /Did you mean "majority"/,
  },
  "a wrong recipe": {
    words: ["train", "reviews.csv", "--recipe", "wrong.yaml"],
    status: 2,
    says: /wrong\.yaml .*line 6, text\.typo: unknown field/,
  },
  "a wrong override": {
    words: ["train", "reviews.csv", "--set", "training.d=3"],
    status: 2,
    says: /training\.d: unknown field/,
  },
  "an output in the way": {
    words: ["train", "reviews.csv", "--output", "photos"],
    status: 4,
    says: /photos is a folder with other files/,
  },
  "an output inside a file": {
    words: ["train", "reviews.csv", "--output", "empty.csv/x"],
    status: 4,
    says: /which is a file/,
  },
  "a split into what exists": {
    words: ["data", "split", "reviews.csv", "--output", "photos"],
    status: 4,
    says: /photos/,
  },
  "a split by an unnamed column": {
    words: ["data", "split", "reviews.csv", "--split-method", "group"],
    status: 2,
    says: /--split-column/,
  },
  "a missing bundle": { words: ["predict", "nowhere", "text"], status: 3, says: /no bundle at "nowhere"/ },
  "a folder that is no bundle": { words: ["serve", "photos"], status: 2, says: /"photos" is not a bundle/ },
  "a changed byte": { words: ["bundle", "verify", "altered"], status: 2, says: /model\.onnx is altered/ },
  "predicting with a changed byte": {
    words: ["predict", "altered", "text"],
    status: 2,
    says: /model\.onnx is altered/,
  },
  "a damaged bundle.json": { words: ["bundle", "show", "damaged"], status: 2, says: /bundle\.json/ },
  "a bundle of a newer format": { words: ["bundle", "show", "newer"], status: 2, says: /newer.*Update Lexops/s },
  "a label the bundle does not know": { words: ["evaluate", "bundle", "strange.csv"], status: 2, says: /"neutral"/ },
  "a part of another file": {
    words: ["evaluate", "bundle", "other.csv", "--part", "test"],
    status: 2,
    says: /not the file that the bundle was trained on/,
  },
  "nothing to predict in a file that is missing": {
    words: ["predict", "bundle", "texts.csv"],
    status: 3,
    says: /no file at texts\.csv/,
  },
  "a wrong port": { words: ["serve", "bundle", "--port", "70000"], status: 2, says: /--port cannot be "70000"/ },
};

describe("bad input", () => {
  let folder = "";
  let home = "";

  before(async () => {
    home = process.cwd();
    folder = await mkdtemp(path.join(tmpdir(), "lexops-bad-input-"));
    process.chdir(folder);
    const write = (name: string, content: string | Uint8Array) => writeFile(path.join(folder, name), content);
    await write("reviews.csv", sampleReviews(60));
    await write("other.csv", sampleReviews(40, "other"));
    await write("empty.csv", "");
    await write("header.csv", "review,sentiment\n");
    await write("picture.csv", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    await write("cut.csv.gz", Buffer.from("1f8b0800000000000003cb48cdc9c95728cf2fca49", "hex"));
    await write("one-label.csv", "text,label\na,x\nb,x\nc,x\n");
    await write("strange.csv", "review,sentiment\nfine,positive\nso so,neutral\n");
    await write(
      "wrong.yaml",
      "format: lexops-recipe/v1\nname: x\nmodel: {type: majority/v1}\ntraining: {type: none/v1}\ntext:\n  typo: 1\n  type: none/v1\n",
    );
    await mkdir(path.join(folder, "photos"));
    await write("photos/cat.jpg", "meow");
    const trained = await runHere(["train", "reviews.csv", "--recipe", "majority", "--output", "bundle"]);
    assert.equal(trained.status, 0, trained.stderr);
    for (const name of ["altered", "damaged", "newer"])
      await cp(path.join(folder, "bundle"), path.join(folder, name), { recursive: true });
    const model = await readFile(path.join(folder, "altered", "model.onnx"));
    model[model.length >> 1]! ^= 1;
    await write("altered/model.onnx", model);
    await write("damaged/bundle.json", "{");
    const manifest = await readFile(path.join(folder, "bundle", "bundle.json"), "utf8");
    await write("newer/bundle.json", manifest.replace("lexops-bundle/v1", "lexops-bundle/v9"));
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });

  const listing = async () => (await readdir(folder, { recursive: true })).toSorted();

  describe("each case", () => {
    for (const [name, { words, status, says }] of Object.entries(cases))
      test(name, async () => {
        const { stderr, stdout, status: found } = await runHere(words);
        assert.match(stderr, says);
        assert.equal(found, status, stderr);
        assert.match(
          stderr,
          /^error: .+\n {7}.+ \[[a-z]+\/[a-z0-9-]+\]\n$/m,
          "one sentence, then the remedy with the code",
        );
        assert.doesNotMatch(stderr, /^\s+at /m, "no stack");
        assert.equal(stdout, "");
      });
  });

  test("nothing was written by any of them", async () => {
    const found = await listing();
    assert.deepEqual(
      found.filter((name) => name.includes("lexops-output") || name.includes(".tmp") || name.includes("checkpoint")),
      [],
    );
    assert.equal(await readFile(path.join(folder, "photos", "cat.jpg"), "utf8"), "meow");
  });

  test("--debug shows the stack", async () => {
    const { stderr } = await runLexops(["train", "nothing.csv", "--debug"], { cwd: folder });
    assert.match(stderr, /^\s+at .*\.ts:\d+/m);
  });

  test("a port in use is said to be", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { status, stderr } = await runHere(["serve", "bundle", "--port", String(port)]);
      assert.equal(status, 4, stderr);
      assert.match(stderr, new RegExp(`${port}`));
    } finally {
      server.close();
    }
  });

  test("a full disk under the output is said to be", {
    skip: !existsSync("/dev/full") && "no /dev/full here",
  }, async () => {
    const main = path.resolve(import.meta.dirname, "../../src/cli/main.ts");
    const output = openSync("/dev/full", "w");
    const child = spawn(process.execPath, ["--conditions=lexops-source", main, "recipe", "list"], {
      stdio: ["ignore", output, "pipe"],
    });
    let stderr = "";
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    const [status] = await once(child, "close");
    closeSync(output);
    assert.equal(stderr, "error: The output cannot be written: ENOSPC.\n");
    assert.equal(status, exitCodes.unavailable.code);
  });
});
