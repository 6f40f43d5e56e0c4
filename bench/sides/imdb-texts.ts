/** @file The IMDb reviews as raw files that both sides load in no time: `texts.bytes` and `texts.offsets` (doubles). */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { benchData, benchFolder } from "../harness.ts";

/** Makes the files unless they are there; gives their folder. */
export async function prepareImdbTexts(): Promise<string> {
  const folder = benchFolder("imdb-texts");
  const offsetsFile = path.join(folder, "texts.offsets");
  if (existsSync(offsetsFile)) return folder;
  const { texts } = await readDataset(benchData("imdb/imdb-50k.csv.gz"), { text: "review", label: null });
  writeFileSync(path.join(folder, "texts.bytes"), texts.bytes);
  writeFileSync(offsetsFile, texts.offsets);
  return folder;
}
