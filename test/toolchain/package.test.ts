/** @file The packed package installs in an empty folder and works there: compiled JavaScript, types, command and library. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");

describe("the published package", () => {
  let folder = "";
  const env = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}:${process.env["PATH"]}`,
    ONNXRUNTIME_NODE_INSTALL: "skip",
    NO_COLOR: "1",
    NODE_OPTIONS: "",
  };
  const inFolder = (command: string, ...args: string[]) => run(command, args, { cwd: folder, env, maxBuffer: 1 << 26 });

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-package-"));
    await run(process.execPath, [path.join(root, "scripts/tasks.ts"), "build"], { cwd: root, env });
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root, env });
    const [archive] = globSync("lexops-*.tgz", { cwd: folder });
    await writeFile(path.join(folder, "package.json"), '{ "name": "empty", "private": true, "type": "module" }');
    await inFolder("npm", "install", "--no-audit", "--no-fund", `./${archive}`);
    const rows = Array.from({ length: 60 }, (_, row) =>
      row % 2 === 0 ? `"a fine day ${row}",good` : `"a grim night ${row}",bad`,
    );
    await writeFile(path.join(folder, "days.csv"), `text,label\n${rows.join("\n")}\n`);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test("carries neither Node nor sources nor tests", async () => {
    const installed = path.join(folder, "node_modules", "lexops");
    assert.deepEqual(globSync("**/*.test.js", { cwd: installed }), []);
    assert.deepEqual(
      globSync("**/*.ts", { cwd: installed, exclude: ["**/node_modules/**"] }).filter(
        (file) => !file.endsWith(".d.ts"),
      ),
      [],
    );
    assert.deepEqual(globSync("node_modules/node-*", { cwd: folder }), []);
    const manifest = JSON.parse(await readFile(path.join(installed, "package.json"), "utf8")) as {
      optionalDependencies?: object;
    };
    assert.equal(manifest.optionalDependencies, undefined);
  });

  test("npx lexops trains and predicts", async () => {
    await inFolder("npx", "lexops", "train", "days.csv", "--recipe", "logistic-regression", "--output", "bundle");
    const { stdout } = await inFolder("npx", "lexops", "predict", "bundle", "a fine day", "--json");
    assert.equal((JSON.parse(stdout.trim()) as { prediction: string }).prediction, "good");
  });

  test("import … from lexops trains a network in its worker threads and predicts", async () => {
    const program = `
      import { loadBundle, train } from "lexops";
      await train("days.csv", { recipe: "embedding-max-pool", output: "network" });
      const model = await loadBundle("network");
      const [answer] = await model.predict(["a grim night"]);
      await model.close();
      console.log(answer.prediction);
    `;
    await writeFile(path.join(folder, "program.js"), program);
    const { stdout } = await inFolder(process.execPath, "program.js");
    assert.match(stdout.trim().split("\n").at(-1) ?? "", /^(good|bad)$/);
  });

  test("types resolve for a TypeScript user", async () => {
    await mkdir(path.join(folder, "user"), { recursive: true });
    await writeFile(
      path.join(folder, "user", "program.ts"),
      'import { loadBundle } from "lexops";\nconst model = await loadBundle("bundle");\nconst first: string | readonly string[] | undefined = (await model.predict(["x"]))[0]?.prediction;\nawait model.close();\nexport { first };\n',
    );
    await run(
      path.join(root, "node_modules/.bin/tsc"),
      [
        "--noEmit",
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2024",
        "--skipLibCheck",
        "--types",
        "",
        path.join(folder, "user", "program.ts"),
      ],
      { cwd: folder, env },
    );
  });
});
