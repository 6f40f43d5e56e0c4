/** @file `data-add`: keep a CSV of 1,000,000 rows, then a second version of it, against pyarrow's Parquet kept by DVC. */

import { type Benchmark, measureNode, measurePython } from "./harness.ts";
import { makeTables, tables } from "./sides/data-add-tables.ts";

const benchmark: Benchmark = {
  name: "data-add",
  summary:
    "Add a CSV of 1,000,000 rows (250 MB); then one with 1 % of the rows edited. Peer: pyarrow's CSV to Parquet (zstd), then dvc add.",
  unit: "s",
  better: "lower",
  target: 1,
  rounds: 3,
  prepare: makeTables,
  cases: [
    {
      name: "first",
      ours: () => measureNode("sides/data-add.ts", ["seconds", tables.first]),
      peer: () => measurePython("data_add.py", ["seconds", tables.first]),
    },
    {
      name: "second",
      ours: () => measureNode("sides/data-add.ts", ["seconds", tables.first, tables.second]),
      peer: () => measurePython("data_add.py", ["seconds", tables.first, tables.second]),
    },
  ],
};

export default benchmark;
