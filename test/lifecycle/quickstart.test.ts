/** @file The quickstart without a terminal, on a file and on the mail corpus; and without either. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { runLexops, sampleReviews } from "../cli/run-lexops.ts";

describe("quickstart", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-quickstart-"));
    await writeFile(path.join(folder, "my reviews.csv"), sampleReviews(600));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test("shows every step for a file, answers over HTTP and ends by itself", async () => {
    const { status, stdout, stderr } = await runLexops(
      ["quickstart", "my reviews.csv", "--text", "review", "--label", "sentiment"],
      { cwd: folder },
    );
    assert.equal(status, 0, stderr);
    for (const part of [
      /600 rows, texts in "review", labels in "sentiment" \(negative 300, positive 300\)/,
      /Split: 432 train, 48 validation, 120 test/,
      /logistic-regression: [\d,]+ features, trained/,
      /embedding-max-pool: [\d,]+ features, .*best validation loss after epoch \d of 8/,
      /Accuracy +\d\.\d{4} .* +\d\.\d{4} /,
      /Precision .*\n +Recall .*\n +F1 /,
      /rows are the truth, columns the prediction/,
      /lexops-output\/quickstart\/logistic-regression +\(id [0-9a-f]{12}…\)/,
      /POST \/predict \{"text":/,
      /\{"prediction":"(positive|negative)"/,
      /Try it: curl http:\/\/127\.0\.0\.1:\d+\/predict/,
      /The server was stopped/,
    ])
      assert.match(stdout, part);
    const manifest = JSON.parse(
      await readFile(path.join(folder, "lexops-output/quickstart/embedding-max-pool/bundle.json"), "utf8"),
    ) as { name: string };
    assert.equal(manifest.name, "my-reviews-embedding-max-pool");
  });

  test("--json gives one line for each step", async () => {
    const { stdout, stderr } = await runLexops(
      ["quickstart", "my reviews.csv", "--json", "--port", "0", "--output", "json"],
      { cwd: folder },
    );
    const steps = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { step: string }).step);
    assert.deepEqual(steps, ["start", "data", "train", "train", "evaluate", "bundle", "serve", "end"], stderr);
  });
});
