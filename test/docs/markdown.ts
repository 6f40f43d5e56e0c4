/** @file Reads the documentation's Markdown: links and fenced examples. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/** The repository's root. */
export const root = path.resolve(import.meta.dirname, "../..");

/** One fenced block. */
export interface Example {
  readonly language: string;
  readonly code: string;
  readonly line: number;
}

/** Every page of the documentation, relative to the root. */
export function pages(): string[] {
  return [...globSync("*.md", { cwd: root }), ...globSync("docs/**/*.md", { cwd: root })].toSorted();
}

/** The text of a page. */
export function readPage(page: string): string {
  return readFileSync(path.join(root, page), "utf8");
}

/** The fenced blocks of a page, in order. */
export function examplesOf(text: string): Example[] {
  const examples: Example[] = [];
  let open: { language: string; line: number; code: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = line.match(/^```(\S*)/);
    if (fence === null) open?.code.push(line);
    else if (open === undefined) open = { language: fence[1] ?? "", line: index + 1, code: [] };
    else {
      examples.push({ ...open, code: open.code.join("\n") });
      open = undefined;
    }
  }
  return examples;
}

/** Links of a page outside fenced blocks. */
export function linksOf(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
}

/** The anchors that a page's headings give, as GitHub makes them. */
export function anchorsOf(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}
