/** @file Our side of `csv-read`: a file into memory, its texts and labels checked, its SHA-256 computed. */
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { measured } from "../harness.ts";

const [file = ""] = process.argv.slice(2);
await measured(async () => {
  const { rows, labels, warnings } = await readDataset(file);
  return { rows, labels: labels.names.length, warnings: warnings.length };
});
