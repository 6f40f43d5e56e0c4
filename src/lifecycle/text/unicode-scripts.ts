/** @file Which scripts a text is written in. */

/** The scripts told apart: those of the living languages most written online; every other one is "Other". */
const scripts = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Arabic",
  "Hebrew",
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Oriya",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
  "Thai",
  "Lao",
  "Tibetan",
  "Myanmar",
  "Khmer",
  "Georgian",
  "Armenian",
  "Ethiopic",
  "Mongolian",
  "Hangul",
  "Hiragana",
  "Katakana",
  "Han",
];

const tests = scripts.map((script) => [script, new RegExp(`^\\p{Script=${script}}$`, "u")] as const);
const known = new Map<number, string>();

/** Letters of each Unicode script in a text ("Latin", "Cyrillic", …, "Other"), most frequent first, then by name. */
export function unicodeScripts(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let latin = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) latin++;
      continue;
    }
    const codePoint = text.codePointAt(at)!;
    if (codePoint > 0xffff) at++;
    const script = scriptOf(codePoint);
    if (script !== "") counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  if (latin > 0) counts.set("Latin", (counts.get("Latin") ?? 0) + latin);
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/** The script of a letter; nothing for what is no letter. */
function scriptOf(codePoint: number): string {
  let script = known.get(codePoint);
  if (script === undefined) {
    const character = String.fromCodePoint(codePoint);
    script = /^\p{L}$/u.test(character) ? (tests.find(([, test]) => test.test(character))?.[0] ?? "Other") : "";
    known.set(codePoint, script);
  }
  return script;
}
