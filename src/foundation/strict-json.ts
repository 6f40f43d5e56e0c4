/** @file JSON from strangers: UTF-8, no deeper than what is meant, and no name twice in an object. */

const quote = 0x22;
const backslash = 0x5c;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);
const colon = 0x3a;

/**
 * The value that these bytes spell. `JSON.parse` alone takes the last of two equal names in silence, and a document that
 * is nested a million times overflows whatever walks it later. @throws SyntaxError that says what is wrong
 */
export function parseStrictJson(bytes: Uint8Array, maximumDepth: number): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SyntaxError("it is not UTF-8");
  }
  requireShape(text, maximumDepth);
  return JSON.parse(text);
}

/** One pass over the text; where it is not JSON at all, the parser that follows says so. */
function requireShape(text: string, maximumDepth: number): void {
  const names: Set<string>[] = []; // of the arrays and objects that are open
  let word = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      const end = endOfString(text, at);
      word = text.slice(at, end);
      at = end - 1;
    } else if (opening.has(unit)) {
      if (names.push(new Set()) > maximumDepth)
        throw new SyntaxError(`it is nested deeper than ${maximumDepth} levels`);
    } else if (closing.has(unit)) names.pop();
    else if (unit === colon) {
      const name = word.includes("\\") ? unescaped(word) : word;
      const known = names.at(-1);
      if (known?.has(name)) throw new SyntaxError(`it has ${name.slice(0, 200)} twice in one object`);
      known?.add(name);
    }
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at + 1;
}

function unescaped(word: string): string {
  try {
    return JSON.stringify(JSON.parse(word));
  } catch {
    return word;
  }
}
