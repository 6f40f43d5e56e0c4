/** @file Either side of `language-identification`: texts a second, and how many languages were told right. */
import { createRequire } from "node:module";
import path from "node:path";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { openLanguageIdentifier, textAt } from "../../src/lifecycle/text/index.ts";
import { benchData } from "../harness.ts";

const [library, folder] = process.argv.slice(2) as [string, string];
const require = createRequire(path.join(folder, "package.json"));
const sentencesEach = 3000;

/** What the data sets and the libraries write, as ISO 639-1. */
const codes: Readonly<Record<string, string>> = {
  ...{ arabic: "ar", english: "en", french: "fr", german: "de" },
  ...{ hindi: "hi", italian: "it", portuguese: "pt", spanish: "es", "zh-cn": "zh", "hi-Latn": "hi" },
  ...{ ara: "ar", arb: "ar", eng: "en", fra: "fr", deu: "de", hin: "hi", ita: "it", por: "pt", spa: "es" },
  ...{ nld: "nl", cmn: "zh" },
};
const codeOf = (name: string) => codes[name] ?? name;

async function openLibrary(): Promise<(text: string) => string> {
  switch (library) {
    case "ours": {
      const identify = await openLanguageIdentifier();
      return (text) => identify(text).language;
    }
    case "tinyld": {
      const { detect } = require(library) as { detect(text: string): string };
      return detect;
    }
    case "franc":
    case "franc-min": {
      const { franc } = (await import(require.resolve(library))) as {
        franc(text: string, options: { minLength: number }): string;
      };
      return (text) => codeOf(franc(text, { minLength: 3 }));
    }
    case "lande": {
      const { default: lande } = (await import(require.resolve(library))) as {
        default(text: string): [string, number][];
      };
      return (text) => codeOf(lande(text)[0]?.[0] ?? "");
    }
    case "cld3-asm": {
      const { loadModule } = require(library) as {
        loadModule(): Promise<{ create(least: number, most: number): { findLanguage(text: string): Found } }>;
      };
      const identifier = (await loadModule()).create(0, 1000);
      return (text) => identifier.findLanguage(text).language.replace(/-.*/, "");
    }
    default:
      throw new Error(`No library is named "${library}".`);
  }
}

interface Found {
  readonly language: string;
}

async function readTexts(file: string, most: number): Promise<{ text: string; language: string }[]> {
  const { texts, labels } = await readDataset(benchData(file), { text: "text", label: "language" });
  const rows = Array.from({ length: texts.length }, (_, row) => ({
    text: textAt(texts, row),
    language: labels.names[labels.ids[row]!]!,
  }));
  return [...Map.groupBy(rows, ({ language }) => language).values()].flatMap((ofOne) => {
    const step = Math.max(1, Math.floor(ofOne.length / most));
    return ofOne.filter((_, at) => at % step === 0).slice(0, most);
  });
}

const texts = [
  ...(await readTexts("multilingual-tweets/multilingual-tweets.csv.gz", Number.MAX_SAFE_INTEGER)),
  ...(await readTexts("bias-madlibs/madlibs-multilingual.csv.gz", sentencesEach)),
];
const identify = await openLibrary();
for (const { text } of texts.slice(0, 500)) identify(text);

const cpuBefore = process.cpuUsage();
const start = performance.now();
const found = texts.map(({ text }) => identify(text));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);

const facts: Record<string, number> = {};
for (const [language, rows] of Map.groupBy(texts.keys(), (row) => texts[row]!.language)) {
  const right = rows.filter((row) => found[row] === codeOf(language)).length;
  facts[language] = Number(((right / rows.length) * 100).toFixed(1));
}
process.stdout.write(
  `${JSON.stringify({
    value: texts.length / seconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts,
  })}\n`,
);
