/** @file Our side of `normalise`: every text once, decoded already. Prints megabytes a second. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { namedNormalisers } from "../../src/lifecycle/text/normalise/named-normalisers.ts";
import { createNormaliser } from "../../src/lifecycle/text/normalise/normalise-text.ts";

const [folder, names] = process.argv.slice(2) as [string, string];
const bytes = readFileSync(path.join(folder, "texts.bytes"));
const offsetBytes = readFileSync(path.join(folder, "texts.offsets"));
const offsets = new Float64Array(offsetBytes.buffer, offsetBytes.byteOffset, offsetBytes.length / 8);
const texts = Array.from({ length: offsets.length - 1 }, (_, row) =>
  bytes.toString("utf8", offsets[row], offsets[row + 1]),
);
const normalise = createNormaliser(namedNormalisers(names));

const cpuBefore = process.cpuUsage();
const start = performance.now();
let characters = 0;
for (const text of texts) characters += normalise(text).length;
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  `${JSON.stringify({
    value: bytes.length / 1e6 / seconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { characters },
  })}\n`,
);
