/** @file Our side of `tokenise-wordpiece` and `tokenise-bpe`, and the JavaScript peer's. Prints megabytes a second. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { readTokenizer, textAt } from "../../src/lifecycle/text/index.ts";
import { benchFolder } from "../harness.ts";
import { sharedTexts } from "./shared-texts.ts";

const [side, folder, textFolder, count] = process.argv.slice(2) as [string, string, string, string];
const column = sharedTexts(textFolder, Number(count));

/** What the peer's class does. */
interface PeerTokenizer {
  encode(text: string): { readonly ids: readonly number[] };
}

async function ours(): Promise<() => Int32Array> {
  const tokenizer = await readTokenizer(folder);
  tokenizer.encode(""); // makes its tables, which the others make when they are read
  return () => tokenizer.encodeRows(column, { maxLength: Number.POSITIVE_INFINITY }).tokens.ids;
}

async function peer(): Promise<() => Int32Array> {
  const module = path.join(benchFolder("tokenizers-js"), "node_modules/@huggingface/tokenizers/dist/tokenizers.mjs");
  const { Tokenizer } = (await import(module)) as { Tokenizer: new (file: object, settings: object) => PeerTokenizer };
  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as object;
  const tokenizer = new Tokenizer(read("tokenizer.json"), read("tokenizer_config.json"));
  const texts = Array.from({ length: column.length }, (_, row) => textAt(column, row));
  return () => {
    const rows = texts.map((text) => tokenizer.encode(text).ids);
    return Int32Array.from(rows.flat());
  };
}

const work = await (side === "ours" ? ours() : peer());
const cpuBefore = process.cpuUsage();
const start = performance.now();
const ids = work();
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  `${JSON.stringify({
    value: column.bytes.length / 1e6 / seconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { tokens: ids.length, idsSha256: createHash("sha256").update(ids).digest("hex").slice(0, 16) },
  })}\n`,
);
