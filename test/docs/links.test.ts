/** @file Every link of the documentation leads somewhere, and every error code is documented. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { errorPage } from "../../scripts/error-page.ts";
import { anchorsOf, linksOf, pages, readPage, root } from "./markdown.ts";

describe("documentation", () => {
  for (const page of pages())
    test(`${page}: links resolve`, () => {
      for (const link of linksOf(readPage(page))) {
        if (/^[a-z]+:/.test(link)) continue;
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? page : path.join(path.dirname(page), file);
        assert.ok(existsSync(path.join(root, target)), `${page} links to ${link}, which does not exist`);
        if (anchor !== undefined)
          assert.ok(anchorsOf(readPage(target)).includes(anchor), `${page} links to ${link}: no such heading`);
      }
    });

  test("docs/errors.md lists every error code, and only those", () => {
    const inCode = new Set<string>();
    for (const file of globSync("src/**/*.ts", { cwd: root, exclude: ["**/*.test.ts"] }))
      for (const [, code] of readFileSync(path.join(root, file), "utf8").matchAll(
        /\bcode(?: =|:) "([a-z-]+\/[a-z-]+)"/g,
      ))
        inCode.add(code!);
    const documented = [...readPage("docs/errors.md").matchAll(/^### `([^`]+)`$/gm)].map(([, code]) => code!);
    assert.ok(inCode.size > 20, `found only ${inCode.size} codes in the sources`);
    assert.deepEqual(documented.toSorted(), [...inCode].toSorted());
  });

  test("docs/errors.md is as the sources say: npm run docs", () => {
    assert.equal(readPage("docs/errors.md"), errorPage());
  });
});
