/** @file From a check to a review, and from the review to a mended file; by the command line. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { runHere, runLexops, sampleReviews } from "../cli/run-lexops.ts";

describe("check, review, clean", () => {
  let folder = "";
  let file = "";
  let flipped: readonly number[] = [];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-clean-"));
    file = path.join(folder, "reviews.csv");
    const [header, ...rows] = sampleReviews(300).trimEnd().split("\n");
    flipped = [20, 95, 170, 245]; // from 1
    for (const row of flipped)
      rows[row - 1] = rows[row - 1]!.replace(/positive|negative/g, (label) =>
        label === "positive" ? "negative" : "positive",
      );
    rows.push(rows[4]!, rows[7]!.replace("film", "film &amp;"));
    await writeFile(file, `${[header, ...rows].join("\n")}\n`);
  });
  after(() => rm(folder, { recursive: true }));
  const at = (name: string) => path.join(folder, name);

  test("flipped labels are found, reviewed and changed; the input stays as it is", async () => {
    const original = await readFile(file, "utf8");
    const words = ["--issues", at("review.csv"), "--only", "label-errors", "--json"];
    const checked = await runHere(["data", "check", file, ...words]);
    assert.equal(checked.status, 0, checked.stderr);
    const { format, findings } = JSON.parse(checked.stdout) as {
      readonly format: string;
      readonly findings: readonly { readonly count: number }[];
    };
    assert.equal(format, "lexops-data-check/v1");
    assert.ok(findings[0]!.count >= flipped.length);

    const review = (await readFile(at("review.csv"), "utf8")).trimEnd().split("\n");
    assert.equal(review[0], "row,given,suggested,decision,quality,text,text_sha256,data_sha256");
    const decided = review.map((line) =>
      flipped.some((row) => line.startsWith(`${row},`)) ? line.replace(/^(\d+,\w+,\w+),/, "$1,accept") : line,
    );
    await writeFile(at("review.csv"), `${decided.join("\n")}\n`);
    const flags = ["--drop-duplicates", "--repair", "html-entities", "--output", at("clean.csv"), "--json"];
    const cleaned = await runHere(["data", "clean", file, "--relabel", at("review.csv"), ...flags]);
    assert.equal(cleaned.status, 0, cleaned.stderr);
    const answer = JSON.parse(cleaned.stdout) as Record<string, unknown>;
    assert.equal(answer["relabelled"], flipped.length);
    assert.equal(answer["repaired"], 1);
    assert.equal(await readFile(file, "utf8"), original);
    const lines = (await readFile(at("clean.csv"), "utf8")).trimEnd().split("\n");
    assert.equal(lines.length - 1, answer["outputRows"]);
    const originals = original.split("\n");
    for (const row of flipped) assert.ok(!lines.includes(originals[row]!), `row ${row} has its old label`);
    assert.ok(!lines.some((line) => line.includes("&amp;")));
  });

  test("a review of other data, an unknown decision and a plain file are refused, and nothing is written", async () => {
    await writeFile(at("other.csv"), "review,sentiment\na,positive\nb,negative\n");
    const relabel = (data: string, review: string) =>
      runHere(["data", "clean", data, "--relabel", review, "--output", at("never.csv")]);
    const foreign = await relabel(at("other.csv"), at("review.csv"));
    assert.equal(foreign.status, 4);
    assert.match(foreign.stderr, /digest [0-9a-f]{64}, and this file's is [0-9a-f]{64}/);
    const review = await readFile(at("review.csv"), "utf8");
    await writeFile(at("wrong.csv"), review.replace(",accept,", ",positiv,"));
    assert.match((await relabel(file, at("wrong.csv"))).stderr, /"positiv" is no label.*\n.*"positive"/);
    assert.match((await relabel(file, file)).stderr, /is no review of labels: it has no column "text"/);
    assert.ok(!(await readdir(folder)).includes("never.csv"));
  });

  test("what cannot be asked for is named", async () => {
    const clean = (...words: string[]) => runHere(["data", "clean", file, ...words]);
    const output = ["--output", at("never.csv")];
    assert.match((await clean("--drop", "near-duplicate", ...output)).stderr, /Did you mean "near-duplicates"/);
    assert.match((await clean("--repair", "mojibaké", ...output)).stderr, /Did you mean "mojibake"/);
    assert.match((await clean(...output)).stderr, /Nothing was asked/);
    const inTheWay = await clean("--drop-duplicates", "--output", file);
    assert.equal(inTheWay.status, 4);
  });

  test("a version of a data set becomes the next version", async () => {
    const lexops = async (...words: string[]) => {
      const { status, stdout, stderr } = await runLexops([...words, "--json"], { cwd: folder });
      assert.equal(status, 0, stderr);
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    await lexops("data", "add", file, "reviews");
    const cleaned = await lexops("data", "clean", "reviews@v1", "--drop-duplicates", "--repair", "html-entities");
    assert.equal(cleaned["output"], "reviews@v2");
    assert.equal(cleaned["outputRows"], 301);
    const facts = await lexops("data", "show", "reviews@v2");
    assert.equal(facts["rows"], 301);
  });

  test("--fail-on prints the report and ends with 11", async () => {
    const { status, stdout, stderr } = await runHere([
      "data",
      "check",
      file,
      "--only",
      "duplicates",
      "--fail-on",
      "note",
    ]);
    assert.equal(status, 11);
    assert.match(stdout, /exact-duplicates/);
    assert.match(stderr, /cli\/check-failed/);
    assert.equal((await runHere(["data", "check", file, "--only", "duplicates", "--fail-on", "error"])).status, 0);
  });
});
