/** @file The best of several recipes through the command line. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { runHere, sampleReviews } from "../cli/run-lexops.ts";

interface Chosen {
  readonly chosen: string;
  readonly name: string;
  readonly candidates: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly figure?: { readonly value: number };
  }[];
  readonly data: { readonly train: number; readonly test: number };
}

describe("auto-baseline", () => {
  let folder = "";
  const home = process.cwd();
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-auto-"));
    process.chdir(folder);
    await writeFile("reviews.csv", sampleReviews(300));
  });
  after(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true, force: true });
  });

  const train = ["train", "reviews.csv", "--recipe", "auto-baseline", "--set", "evaluation.resamples=0"];

  test("the recipe with the highest figure is trained on all training rows, and the bundle names the others", async () => {
    const { status, stdout, stderr } = await runHere([...train, "--output", "best", "--json", "--quiet"]);
    assert.equal(status, 0, stderr);
    const { chosen, candidates, data, name } = JSON.parse(stdout) as Chosen;
    const best = candidates.find((candidate) => candidate.name === chosen)!;
    for (const { figure } of candidates) assert.ok((figure?.value ?? 0) <= best.figure!.value);
    assert.deepEqual(
      candidates.slice(0, 3).map((candidate) => candidate.name),
      ["majority", "logistic-regression", "nb-logistic-regression"],
    );
    assert.ok(name.endsWith(chosen));
    assert.equal(data.test, 60);
    const shown = await runHere(["bundle", "show", "best", "--json"]);
    const { lineage } = JSON.parse(shown.stdout) as { readonly lineage: { readonly candidates: Chosen["candidates"] } };
    assert.deepEqual(lineage.candidates, candidates);
  });

  test("without time only the floor is tried; a budget that is none is refused", async () => {
    const quick = await runHere([...train, "--time-budget", "0.001s", "--output", "floor"]);
    assert.equal(quick.status, 0, quick.stderr);
    assert.match(quick.stdout, /logistic-regression +not tried: out of time/);
    const wrong = await runHere([...train, "--time-budget", "soon"]);
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /must be a number with s, m or h/);
  });
});
