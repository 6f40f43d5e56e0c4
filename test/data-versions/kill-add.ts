/** @file Kills `lexops data add` at a moment and looks at what is left. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "../../src/foundation/index.ts";
import { runHere, startLexops } from "../cli/run-lexops.ts";
import { csvOf, sampleRows } from "./version-home.ts";

/** Kills as many additions, each at a seeded share of the time that a whole one takes. */
export async function killAdditions(kills: number, rows: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-kill-"));
  const home = path.join(folder, ".lexops");
  const random = createRandom("kill");
  try {
    const table = sampleRows(rows);
    const files = Array.from({ length: kills + 1 }, (_, at) => {
      const file = path.join(folder, `${at}.csv`);
      writeFileSync(file, csvOf(table.map((row, index) => (index % 50 === at ? [`${row[0]} ${at}`, row[1]!] : row))));
      return file;
    });
    const add = (at: number) => startLexops(["data", "add", files[at]!, "reviews", "--home", home], { cwd: folder });
    const started = performance.now();
    assert.equal((await add(0).finished).status, 0);
    const wholeMs = performance.now() - started;
    let known = 1;
    for (let at = 1; at <= kills; at++) {
      const { child, finished } = add(at);
      await sleep(wholeMs * (0.3 + 0.75 * random.float()));
      child.kill("SIGKILL");
      await finished;
      const listed = JSON.parse((await runHere(["data", "list", "--json", "--home", home])).stdout) as {
        dataSets: { versions: { number: number; rows: number }[] }[];
      };
      const versions = listed.dataSets[0]!.versions;
      assert.ok(versions.length === known || versions.length === known + 1, `${versions.length} after ${known}`);
      known = versions.length;
      // Each version that is listed is whole: the profile reads every row.
      const shown = await runHere(["data", "show", "reviews", "--json", "--home", home]);
      assert.equal(shown.status, 0, shown.stderr);
      assert.equal((JSON.parse(shown.stdout) as { profile: { rows: number } }).profile.rows, rows);
    }
    const last = await runHere(["data", "add", files[kills]!, "reviews", "--home", home, "--json"]);
    assert.equal(last.status, 0, last.stderr);
    assert.equal(
      existsSync(path.join(home, "temporary")) && readdirSync(path.join(home, "temporary")).length > 0,
      false,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
