import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { checkDataset, renderCheckHtml } from "../../src/lifecycle/quality/index.ts";
import { troubledDataset } from "../../src/lifecycle/quality/quality.sample.ts";
import { openBrowser, withoutBrowser } from "./browser.ts";

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe("the page of a check in a browser", { skip: withoutBrowser() }, () => {
  let browser: Browser;
  let html = "";
  before(async () => {
    browser = await openBrowser();
    const { report } = await checkDataset({ dataset: troubledDataset(), splitColumn: "split", skip: ["label-errors"] });
    assert.ok(report.counts.error > 0 && report.findings.length > 5);
    html = renderCheckHtml(report);
  });
  after(() => browser.close());

  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 360],
  ] as const)
    test(`has no fault that axe finds and never scrolls sideways, ${colorScheme}, ${width} wide`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      const page = await context.newPage();
      page.setDefaultTimeout(120_000);
      const heard: string[] = [];
      page.on("request", (request) => heard.push(request.url()));
      page.on("pageerror", (error) => heard.push(error.message));
      await page.setContent(html);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
      assert.deepEqual(heard, []);
      await page.addScriptTag({ content: axe.source });
      const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`),
        [],
      );
      await context.close();
    });
});
