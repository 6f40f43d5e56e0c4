import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { rewriteFile } from "./changed-rows.ts";
import { withDuckDb } from "./duckdb.ts";
import { readDataset } from "./read-dataset.ts";

const changes = {
  dropped: Uint8Array.of(0, 1, 0, 0),
  labels: new Map([[2, 'new, "quoted"']]),
  texts: new Map([[3, "mended\ntext"]]),
};

describe("a file with changed rows", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-rewrite-"));
  });
  after(() => rm(folder, { recursive: true }));
  const at = (name: string) => path.join(folder, name);

  test("CSV: what is not changed stays, to the last byte of each cell", async () => {
    await writeFile(at("a.csv"), 'id,text,label\r\n1,"one ""1""",x\r\n2,two,x\r\n3,three,y\r\n4,four, z\r\n');
    const result = await rewriteFile(at("a.csv"), await readDataset(at("a.csv")), changes, at("b.csv.gz"));
    assert.equal(
      gunzipSync(await readFile(at("b.csv.gz"))).toString(),
      'id,text,label\n1,"one ""1""",x\n3,three,"new, ""quoted"""\n4,"mended\ntext", z\n',
    );
    assert.equal(result.rows, 3);
    assert.equal((await readDataset(at("b.csv.gz"))).digest, result.digest);
  });

  test("JSONL: keys and types stay", async () => {
    await writeFile(at("a.jsonl"), [1, 2, 3, 4].map((id) => `{"id":${id}, "label":${id}, "text":"t${id}"}`).join("\n"));
    const labels = new Map([[2, "7"]]);
    await rewriteFile(at("a.jsonl"), await readDataset(at("a.jsonl")), { ...changes, labels }, at("b.jsonl"));
    assert.equal(
      await readFile(at("b.jsonl"), "utf8"),
      '{"id":1,"label":1,"text":"t1"}\n{"id":3,"label":7,"text":"t3"}\n{"id":4,"label":4,"text":"mended\\ntext"}\n',
    );
  });

  test("Parquet: types stay", async () => {
    await withDuckDb(undefined, async (connection) => {
      await connection.run(
        `COPY (SELECT i::INTEGER AS id, 't' || i AS text, i::BIGINT AS label FROM range(1, 5) AS t(i)) TO '${at("a.parquet")}' (FORMAT parquet)`,
      );
    });
    const labels = new Map([[2, "7"]]);
    await rewriteFile(at("a.parquet"), await readDataset(at("a.parquet")), { ...changes, labels }, at("b.parquet"));
    await withDuckDb(undefined, async (connection) => {
      const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${at("b.parquet")}')`);
      assert.deepEqual(result.getRows(), [
        [1, "t1", 1n],
        [3, "t3", 7n],
        [4, "mended\ntext", 4n],
      ]);
    });
  });

  test("a file that has changed is refused, and nothing is left behind", async () => {
    await writeFile(at("c.csv"), "text,label\none,x\ntwo,x\nthree,y\nfour,z\n");
    const dataset = await readDataset(at("c.csv"));
    await writeFile(at("c.csv"), "text,label\none,x\ntwo,x\nthree,y\nfive,z\n");
    await assert.rejects(rewriteFile(at("c.csv"), dataset, changes, at("d.csv")), { code: "data/file-changed" });
    await assert.rejects(rewriteFile(at("c.csv"), dataset, changes, at("c.csv")), { code: "data/output-exists" });
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.includes("d.csv")),
      [],
    );
  });
});
