/** @file Tables that are wider than a small screen scroll on their own, by keyboard too. */
import { html, type Markup } from "./markup.ts";

/** A region that scrolls sideways; `name` is read out. */
export function scrollable(name: string, table: Markup): Markup {
  return html`<div class="scroll" role="region" aria-label="${name}, table" tabindex="0">${table}</div>`;
}
