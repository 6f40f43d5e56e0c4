/** @file The browser of the tests: `CHROMIUM_PATH`, or where distributions put it. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Chromium is, or `undefined`. @throws in CI, where nothing may be skipped. */
function chromiumPath(): string | undefined {
  const file = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  if (existsSync(file)) return file;
  if (process.env["CI"]) throw new Error(`There is no Chromium at ${file}; install it or set CHROMIUM_PATH.`);
  return undefined;
}

/** Why a test in a browser is skipped, or `false` where it runs. */
export function withoutBrowser(): string | false {
  return chromiumPath() === undefined && "Chromium is not installed: set CHROMIUM_PATH";
}

/** Starts the browser without its own traffic. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("Skip this test with withoutBrowser().");
  const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-sync", ...quiet] });
}
