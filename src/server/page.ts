/** @file The page to try a model in the browser: one file, no request but to this server. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The page and the policy under which only its own script and style run. */
export interface Page {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

let page: Page | undefined;

/** The page. Read once. */
export function tryPage(): Page {
  page ??= readPage();
  return page;
}

function readPage(): Page {
  const html = readFileSync(new URL("./page.html", import.meta.url), "utf8");
  const hashOf = (tag: string) => {
    const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? "";
    return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
  };
  return {
    html,
    contentSecurityPolicy: [
      "default-src 'none'",
      `script-src ${hashOf("script")}`,
      `style-src ${hashOf("style")}`,
      "connect-src 'self'",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
  };
}
