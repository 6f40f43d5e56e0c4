import { decodeHTML } from "entities/decode";
import { blockElements, inlineElements } from "./html-tags.ts";
import { addEdit, type Normaliser } from "./normaliser.ts";

/** A tag's name, with what must follow it. */
const tagName = /<\/?([a-z][a-z0-9]*)(?=[\s/>])/iy;
/** A character reference as it may stand in a text; the longest name has 32 characters. */
const reference = /&(?:#x[0-9a-f]{1,20}|#[0-9]{1,20}|[a-z][a-z0-9]{1,31});?/iy;
const declaration = /^<(?:!doctype\b|\?xml\b)/i;
const whole = /[<&]/;

/**
 * Takes tags, comments, scripts and styles out and replaces character references, in one pass: what a reference spells is
 * text, never a tag. Only HTML's own elements are tags, so that `<3`, `a < b` and `<your name>` stay. A tag that parts words
 * leaves a space.
 */
export function html(): Normaliser {
  return (text, edits) => (whole.test(text) ? new Scan(text, edits).run() : text);
}

class Scan {
  readonly #text: string;
  readonly #edits: number[] | null;
  #out = "";
  #copied = 0;
  #moved = 0;
  /** What was looked for once to the text's end in vain is not looked for again, which would take quadratic time. */
  readonly #missing = new Set<string>();

  constructor(text: string, edits: number[] | null) {
    this.#text = text;
    this.#edits = edits;
  }

  run(): string {
    const text = this.#text;
    let bracket = text.indexOf("<");
    let ampersand = text.indexOf("&");
    while (bracket >= 0 || ampersand >= 0) {
      let at: number;
      if (ampersand < 0 || (bracket >= 0 && bracket < ampersand)) at = this.#bracket(bracket);
      else at = this.#reference(ampersand);
      if (bracket >= 0 && bracket < at) bracket = text.indexOf("<", at);
      if (ampersand >= 0 && ampersand < at) ampersand = text.indexOf("&", at);
    }
    return this.#out + text.slice(this.#copied);
  }

  #replace(start: number, end: number, by: string): number {
    this.#out += this.#text.slice(this.#copied, start) + by;
    this.#copied = end;
    if (this.#edits !== null) addEdit(this.#edits, start + this.#moved, by.length, start, end - start);
    this.#moved += by.length - (end - start);
    return end;
  }

  /** Deals with a bracket; gives where to go on. */
  #bracket(start: number): number {
    const text = this.#text;
    const next = text[start + 1];
    if (next === "!" || next === "?") {
      const isComment = text.startsWith("--", start + 2);
      if (!isComment && !declaration.test(text.slice(start, start + 12))) return start + 1;
      const end = isComment ? this.#find("-->", start + 4) : this.#find(">", start);
      return end < 0 ? start + 1 : this.#replace(start, end, "");
    }
    tagName.lastIndex = start;
    const found = tagName.exec(text);
    const name = found?.[1]?.toLowerCase();
    if (name === undefined || !(blockElements.has(name) || inlineElements.has(name))) return start + 1;
    let end = this.#tagEnd(tagName.lastIndex);
    if (end < 0) return start + 1;
    if ((name === "script" || name === "style") && text[start + 1] !== "/") {
      const close = this.#findClosing(name, end);
      if (close >= 0) end = close;
    }
    return this.#replace(start, end, blockElements.has(name) ? " " : "");
  }

  /** Where a tag ends whose name ends at `from`: behind the first `>` that stands in no quoted value. */
  #tagEnd(from: number): number {
    const text = this.#text;
    if (this.#missing.has("tag")) return this.#find(">", from);
    for (let at = from; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x3e) return at + 1;
      if (unit !== 0x3d) continue;
      while (at + 1 < text.length && /\s/.test(text[at + 1]!)) at++;
      const quote = text[at + 1];
      if (quote !== '"' && quote !== "'") continue;
      at = text.indexOf(quote, at + 2);
      if (at < 0) break;
    }
    this.#missing.add("tag");
    return this.#find(">", from);
  }

  #find(sought: string, from: number): number {
    if (this.#missing.has(sought)) return -1;
    const at = this.#text.indexOf(sought, from);
    if (at < 0) this.#missing.add(sought);
    return at < 0 ? -1 : at + sought.length;
  }

  /** Where the element that ends with `</name>` ends. */
  #findClosing(name: string, from: number): number {
    if (this.#missing.has(name)) return -1;
    const closing = new RegExp(`</${name}[^>]*>`, "gi");
    closing.lastIndex = from;
    if (closing.exec(this.#text) !== null) return closing.lastIndex;
    this.#missing.add(name);
    return -1;
  }

  /** Deals with an ampersand; gives where to go on. */
  #reference(start: number): number {
    reference.lastIndex = start;
    const found = reference.exec(this.#text)?.[0];
    if (found === undefined) return start + 1;
    const { spelt, length } = decode(found);
    return length === 0 ? start + 1 : this.#replace(start, start + length, spelt);
  }
}

interface Decoded {
  readonly spelt: string;
  /** Code units of the reference; 0 where it is none. */
  readonly length: number;
}

const decoded = new Map<string, Decoded>();

/** What a reference spells. A few old names need no semicolon, so that a part of what was found may be the reference. */
function decode(found: string): Decoded {
  let known = decoded.get(found);
  if (known === undefined) {
    known = decodeAnew(found);
    if (decoded.size < 10_000) decoded.set(found, known);
  }
  return known;
}

function decodeAnew(found: string): Decoded {
  const text = decodeHTML(found);
  if (text === found) return { spelt: found, length: 0 };
  for (let tail = found.length - 2; tail > 0; tail--) {
    const end = found.slice(-tail);
    if (text.endsWith(end) && decodeHTML(found.slice(0, -tail)) === text.slice(0, -tail))
      return { spelt: text.slice(0, -tail), length: found.length - tail };
  }
  return { spelt: text, length: found.length };
}
