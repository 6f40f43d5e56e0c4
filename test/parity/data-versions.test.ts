/** @file pyarrow and DuckDB read the Parquet files in which versions of data sets lie: every value of the CSV, every null. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import type { DataVersion } from "../../src/lifecycle/data-versions/index.ts";
import { allRows, csvOf, openTestHome } from "../data-versions/version-home.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedData, withoutData } from "./shared-data.ts";

const tweets = "multilingual-tweets/multilingual-tweets.csv.gz";
const skip = withoutPeers() || withoutData(tweets);

/** What pyarrow found of one version. */
interface PeerReport {
  readonly rows: number;
  readonly nulls: number;
  /** The first row that differs, from 0. */
  readonly different: number | null;
  readonly types: readonly string[];
  readonly codecs: readonly string[];
}

describe("the stored parts of versions", { skip }, () => {
  // 0: as a large table, in one part and then read side by side with the version before.
  const home = openTestHome(0);
  const place = (sha256: string) => path.join(home.folder, "blobs", sha256.slice(0, 2), sha256);
  const versions: { readonly csv: string; readonly version: DataVersion }[] = [];

  before(async () => {
    const first = home.file(gunzipSync(readFileSync(sharedData(tweets)!)).toString("utf8"));
    const [header, ...rows] = (await allRows(first)) as string[][];
    const edited = rows.map((row, at) => (at % 100 === 7 ? [`${row[0]} ✏️ "edited"`, ...row.slice(1)] : row));
    const second = home.file(`${csvOf(edited.toSpliced(500, 3), header)}"a row without\nits label"\n,,,\n`);
    for (const csv of [first, second]) versions.push({ csv, version: (await home.add(csv)).version });
    assert.equal(versions[1]!.version.layout.parts.length, 2);
  });

  test("are what pyarrow reads, checksums and all", async () => {
    const asked = versions.map(({ csv, version: { layout } }) => ({
      csv,
      parts: layout.parts.map(({ sha256 }) => place(sha256)),
      order: layout.order === null ? null : place(layout.order.sha256),
    }));
    const output = await runPeer(path.join(import.meta.dirname, "data_versions.py"), [JSON.stringify(asked)]);
    const reports = JSON.parse(output) as readonly PeerReport[];
    const types = ["string", "string", "string", "string"];
    assert.deepEqual(
      reports,
      versions.map(({ version }, at) => ({
        rows: version.manifest.rows,
        nulls: at === 0 ? 0 : 3,
        different: null,
        types,
        codecs: ["ZSTD"],
      })),
    );
  });

  test("are what DuckDB reads", async () => {
    const [{ csv, version }, second] = [versions[0]!, versions[1]!.version.layout.parts];
    const stored = place(version.layout.parts[0]!.sha256);
    assert.deepEqual(await allRows(stored), await allRows(csv));
    const changes = await allRows(place(second[1]!.sha256));
    assert.equal(changes.length - 1, second[1]!.rows);
    const isNew = (row: readonly unknown[]) => String(row[0]).endsWith('✏️ "edited"') || row[0] === "";
    assert.deepEqual(
      changes.slice(1).filter((row) => !isNew(row)),
      [["a row without\nits label", null, null, null]],
    );
  });
});
