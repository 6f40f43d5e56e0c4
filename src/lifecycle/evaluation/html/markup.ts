/** @file HTML whose texts are always escaped: what is put into a template is text unless it is markup itself. */

/** A piece of HTML that may stand as it is. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

/** What a template takes; null and false give nothing. */
export type Content = Markup | string | number | null | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that means itself between tags and inside quoted attributes; control characters become spaces. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => entities[character]!)
    .replace(/\p{Control}/gu, (character) => (character === "\n" || character === "\t" ? character : " "));
}

function rendered(content: Content): string {
  if (content === null || content === false) return "";
  if (content instanceof Markup) return content.html;
  if (typeof content === "object") return content.map(rendered).join("");
  return escapeText(String(content));
}

/** HTML from a template. @example html`<td>${label}</td>` */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.reduce((page, part, index) => page + rendered(contents[index - 1]!) + part));
}
