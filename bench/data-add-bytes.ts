/** @file `data-add-bytes`: what a second version, with 1 % of 1,000,000 rows edited, adds to what is stored. */

import { type Benchmark, measureNode, measurePython } from "./harness.ts";
import { makeTables, tables } from "./sides/data-add-tables.ts";

const benchmark: Benchmark = {
  name: "data-add-bytes",
  summary: "Bytes that the second version of data-add adds, as a share of the first's. Peer: pyarrow and dvc add.",
  unit: "of the first's bytes",
  better: "lower",
  target: 0.05,
  rounds: 1,
  prepare: makeTables,
  cases: [
    {
      name: "second",
      ours: () => measureNode("sides/data-add.ts", ["bytes", tables.first, tables.second]),
      peer: () => measurePython("data_add.py", ["bytes", tables.first, tables.second]),
    },
  ],
};

export default benchmark;
