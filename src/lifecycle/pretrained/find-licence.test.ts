import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { findLicence } from "./find-licence.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-licence-"));
after(() => rmSync(root, { recursive: true }));

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(root, "case-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

test("the card's front matter says it, else the text of LICENSE", async () => {
  const mit = "MIT License\n\nCopyright (c) 2026\n\nPermission is hereby granted, free of charge, to any person";
  const apache =
    "\n                                 Apache License\n                           Version 2.0, January 2004";
  const cases: [files: Record<string, string>, licence: string | null, from: string | null][] = [
    [{ "README.md": "---\nlanguage: en\nlicense: apache-2.0\n---\n# A model" }, "apache-2.0", "README.md"],
    [{ "README.md": "---\r\nlicense: mit\r\n---\r\n", LICENSE: apache }, "mit", "README.md"],
    [{ "README.md": "---\nlicense: other\nlicense_name: gemma\n---\n" }, "gemma", "README.md"],
    [{ "README.md": "---\nlicense:\n- mit\n- apache-2.0\n---\n" }, "mit, apache-2.0", "README.md"],
    [{ "README.md": "# license: mit", LICENSE: mit }, "mit", "LICENSE"],
    [{ "LICENSE.txt": apache }, "apache-2.0", "LICENSE.txt"],
    [{ "README.md": "---\nlicense: [\n---\n", LICENCE: "All rights reserved." }, null, null],
    [{ "README.md": "---\nlicense: 'a\u001b[2J'\n---\n" }, null, null],
    [{}, null, null],
  ];
  for (const [files, licence, licenceFrom] of cases)
    assert.deepEqual(await findLicence(folderOf(files)), { licence, licenceFrom }, JSON.stringify(files));
});

test("no card stops an import", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (front) => {
      const folder = folderOf({ "README.md": `---\n${front}\n---\n` });
      await findLicence(folder);
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 50 },
  );
  const bomb = Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1}, `.repeat(at === 0 ? 0 : 9)}0]`);
  assert.equal(
    (await findLicence(folderOf({ "README.md": `---\n${bomb.join("\n")}\nlicense: mit\n---\n` }))).licence,
    null,
  );
});
