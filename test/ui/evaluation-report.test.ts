import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { evaluationConfig } from "../../src/lifecycle/evaluation/evaluation.config.ts";
import { evaluatePredictions, renderHtml } from "../../src/lifecycle/evaluation/index.ts";
import { sampleInput } from "../../src/lifecycle/evaluation/sample-input.sample.ts";
import { openBrowser, withoutBrowser } from "./browser.ts";

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly { readonly id: string }[];
}

const labelSets = [
  ["complaint", "praise"],
  ["complaint", "praise", "question"],
];

describe("the evaluation's page in a browser", { skip: withoutBrowser() }, () => {
  let browser: Browser;
  let pages: readonly string[] = [];

  before(async () => {
    browser = await openBrowser();
    const config = evaluationConfig.parse({ resamples: 50 });
    pages = await Promise.all(
      labelSets.map(async (labels) => {
        const report = await evaluatePredictions(await sampleInput(300, labels), config, { seed: 1 });
        return renderHtml(report, `A model of ${labels.length} labels`);
      }),
    );
  });
  after(() => browser.close());

  async function show(html: string, colorScheme: "light" | "dark", width: number): Promise<Page> {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.setContent(html);
    return page;
  }

  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 360],
  ] as const)
    test(`has no fault that axe finds, ${colorScheme}, ${width} wide`, async () => {
      for (const html of pages) {
        const page = await show(html, colorScheme, width);
        await page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
        await page.addScriptTag({ content: axe.source });
        const { violations, passes } = (await page.evaluate("axe.run()")) as AxeResults;
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`),
          [],
        );
        assert.ok(passes.some(({ id }) => id === "color-contrast"));
        await page.context().close();
      }
    });

  test("never scrolls sideways as a whole", async () => {
    for (const html of pages)
      for (const width of [320, 768, 1280]) {
        const page = await show(html, "light", width);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
        await page.context().close();
      }
  });

  test("asks for nothing and says nothing in the console", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const heard: string[] = [];
    page.on("request", (request) => heard.push(request.url()));
    page.on("console", (message) => heard.push(message.text()));
    page.on("pageerror", (error) => heard.push(error.message));
    await page.setContent(pages[0]!);
    assert.deepEqual(heard, []);
    await context.close();
  });
});
