/** @file The table of `data-add`: AG News' test texts drawn again and again, three words of each exchanged at random. */

import { once } from "node:events";
import { createWriteStream, existsSync, renameSync } from "node:fs";
import path from "node:path";
import { createRandom } from "../../src/foundation/index.ts";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { textAt } from "../../src/lifecycle/text/index.ts";
import { benchData, benchFolder } from "../harness.ts";

const ROWS = 1_000_000;
const CHANGED_SHARE = 0.01;

/** The first table, and the same with one row in a hundred edited. */
export const tables = {
  first: path.join(benchFolder("data-add"), "first.csv"),
  second: path.join(benchFolder("data-add"), "second.csv"),
} as const;

/** Makes both tables, about 250 MB each, where they are missing. The same in every run. */
export async function makeTables(): Promise<void> {
  if (existsSync(tables.first) && existsSync(tables.second)) return;
  const source = await readDataset(benchData("ag-news/ag-news-test.csv.gz"), {
    text: "description",
    label: "label",
    extra: ["title"],
  });
  const texts = Array.from({ length: source.rows }, (_, row) => textAt(source.texts, row).split(" "));
  const words = texts.flat();
  const random = createRandom("data-add");
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const outputs = [tables.first, tables.second].map((file) => createWriteStream(`${file}.part`));
  for (const output of outputs) output.write("title,description,label\n");
  for (let row = 0; row < ROWS; row++) {
    const drawn = random.integer(source.rows);
    const text = [...texts[drawn]!];
    for (let change = 0; change < 3; change++) text[random.integer(text.length)] = words[random.integer(words.length)]!;
    const title = quoted(source.extra["title"]![drawn] ?? "");
    const label = source.labels.names[source.labels.ids[drawn]!]!;
    const edited = random.float() < CHANGED_SHARE ? `${text.join(" ")} edited ${row}` : text.join(" ");
    const lines = [text.join(" "), edited].map((one) => `${title},${quoted(one)},${label}\n`);
    for (const [at, output] of outputs.entries()) if (!output.write(lines[at]!)) await once(output, "drain");
  }
  for (const [at, file] of [tables.first, tables.second].entries()) {
    outputs[at]!.end();
    await once(outputs[at]!, "close");
    renameSync(`${file}.part`, file);
  }
}
