/** @file `lexops text normalise`, as a user tries normalisers. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { originalRange } from "../../src/index.ts";
import { runHere } from "./run-lexops.ts";

describe("lexops text normalise", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-normalise-"));
    await writeFile(path.join(folder, "mails.csv"), 'text\n"<b>Hi</b> @you,<br>see www.x.org"\nplain\n');
  });
  after(() => rm(folder, { recursive: true }));

  test("texts become one line each", async () => {
    const { status, stdout } = await runHere(["text", "normalise", "html,lower-case", "A&amp;B", "<i>C</i>"]);
    assert.deepEqual([status, stdout], [0, "a&b\nc\n"]);
  });

  test("a file's texts lead back to the original with --json", async () => {
    const words = ["text", "normalise", "html,user-names,urls", path.join(folder, "mails.csv"), "--json"];
    const { status, stdout } = await runHere(words);
    assert.equal(status, 0);
    const [first, second] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { text: string; normalised: string; edits: number[][] });
    assert.equal(first?.normalised, "Hi <user>, see <url>");
    const place = first.normalised.indexOf("<url>");
    const { start, end } = originalRange(first.edits.flat(), place, place + 5);
    assert.equal(first.text.slice(start, end), "www.x.org");
    assert.deepEqual([second?.normalised, second?.edits], ["plain", []]);
  });

  test("a wrong name is named with the nearest known one", async () => {
    const { status, stderr } = await runHere(["text", "normalise", "lowercase", "A"]);
    assert.notEqual(status, 0);
    assert.match(stderr, /No normaliser is named "lowercase"[\s\S]*lower-case/);
  });
});
