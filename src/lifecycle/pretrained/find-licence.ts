/** @file The licence of a model, as the files beside it say. */
import { open } from "node:fs/promises";
import path from "node:path";
import { findFileSize } from "./folder-files.ts";

/** A licence and who said so. */
export interface Licence {
  /** An SPDX identifier in lower case, as the Hub writes it, where it is known. */
  readonly licence: string | null;
  /** The file that says so. */
  readonly licenceFrom: string | null;
}

/** Model cards and licences are shorter; what is behind is not read. */
const mostBytes = 256 * 1024;

const licenceFiles = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "LICENCE.md"];

/** What marks a licence's text; the first that fits, so the particular ones come first. */
const texts: readonly (readonly [spdx: string, mark: RegExp])[] = [
  ["apache-2.0", /Apache License[\s\S]{0,200}Version 2\.0/],
  ["agpl-3.0", /GNU AFFERO GENERAL PUBLIC LICENSE/],
  ["lgpl-3.0", /GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/],
  ["gpl-3.0", /GNU GENERAL PUBLIC LICENSE\s+Version 3/],
  ["gpl-2.0", /GNU GENERAL PUBLIC LICENSE\s+Version 2/],
  ["bsd-3-clause", /Redistribution and use in source and binary forms[\s\S]*Neither the name/],
  ["bsd-2-clause", /Redistribution and use in source and binary forms/],
  ["mit", /Permission is hereby granted, free of charge/],
  ["cc0-1.0", /CC0 1\.0 Universal/],
  ["cc-by-nc-sa-4.0", /Attribution-NonCommercial-ShareAlike 4\.0/],
  ["cc-by-nc-4.0", /Attribution-NonCommercial 4\.0/],
  ["cc-by-sa-4.0", /Attribution-ShareAlike 4\.0/],
  ["cc-by-4.0", /Attribution 4\.0/],
];

/** The licence that the front matter of README.md names, else the one whose text is in LICENSE. */
export async function findLicence(folder: string): Promise<Licence> {
  const card = await startOf(folder, "README.md");
  const named = card === undefined ? undefined : await licenceOfCard(card);
  if (named !== undefined) return { licence: named, licenceFrom: "README.md" };
  for (const file of licenceFiles) {
    const text = await startOf(folder, file);
    const known = text === undefined ? undefined : texts.find(([, mark]) => mark.test(text))?.[0];
    if (known !== undefined) return { licence: known, licenceFrom: file };
  }
  return { licence: null, licenceFrom: null };
}

/** `license` of the front matter; what it is called where that is only "other". */
async function licenceOfCard(card: string): Promise<string | undefined> {
  const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/.exec(card)?.[1];
  if (front === undefined) return undefined;
  const { parse } = await import("yaml");
  let fields: unknown;
  try {
    fields = parse(front, { logLevel: "silent" });
  } catch {
    return undefined; // a card is for people: a slip in it does not stop an import
  }
  if (fields === null || typeof fields !== "object") return undefined;
  const { license, license_name } = fields as Record<string, unknown>;
  const names = [license].flat().filter((name) => typeof name === "string" && isName(name));
  const [first] = names;
  if (first === "other" && typeof license_name === "string" && isName(license_name)) return license_name;
  return first === undefined ? undefined : names.join(", ");
}

const isName = (name: string) => /^[A-Za-z0-9][A-Za-z0-9 .,+_()/-]{0,99}$/.test(name);

async function startOf(folder: string, name: string): Promise<string | undefined> {
  const size = await findFileSize(folder, name);
  if (size === undefined) return undefined;
  const handle = await open(path.join(folder, name), "r");
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(size, mostBytes)));
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await handle.close();
  }
}
