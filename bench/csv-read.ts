/** @file `csv-read`: read and check the 50,000 IMDb reviews, plain and gzip, against pandas' `read_csv` of the same files. */
import { createReadStream, createWriteStream, existsSync, renameSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Benchmark, benchData, benchFolder, measureNode, measurePython } from "./harness.ts";

const packed = benchData("imdb/imdb-50k.csv.gz");
const plain = path.join(benchFolder("csv-read"), "imdb-50k.csv");

const benchmark: Benchmark = {
  name: "csv-read",
  summary: "Read and check 50,000 reviews (66 MB of CSV; 26 MB as gzip). Peer: pandas read_csv of the same file.",
  unit: "s",
  better: "lower",
  target: 1,
  rounds: 5,
  async prepare() {
    if (existsSync(plain)) return;
    await pipeline(createReadStream(packed), createGunzip(), createWriteStream(`${plain}.part`));
    renameSync(`${plain}.part`, plain);
  },
  cases: [
    {
      name: "gzip",
      ours: () => measureNode("sides/csv-read.ts", [packed]),
      peer: () => measurePython("csv_read.py", [packed]),
    },
    {
      name: "plain",
      ours: () => measureNode("sides/csv-read.ts", [plain]),
      peer: () => measurePython("csv_read.py", [plain]),
    },
  ],
};

export default benchmark;
