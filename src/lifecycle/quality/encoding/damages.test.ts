import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { damages } from "./damages.ts";

const repaired: Readonly<Record<string, readonly (readonly [damaged: string, whole: string])[]>> = {
  mojibake: [
    ["CafÃ© â€œrésuméâ€\u009d", "Café “résumé”"],
    ["donâ€™t", "don’t"],
    ["Sepp+ñl+ñ", "Seppälä"],
    ["in +àland", "in Åland"],
    ["ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"],
    ["Ã€ la carte", "À la carte"],
  ],
  "html-entities": [
    ["fish &amp; chips &#39;now&#x27;", "fish & chips 'now'"],
    ["a #36;5 bill, quot;so", 'a $5 bill, "so'],
  ],
  "html-tags": [["one<br /><br />two", "one  two"]],
  "control-characters": [["a\u0000b\u0092c\td\u0081", "ab’c\td"]],
  "escape-sequences": [["it\\u2019s", "it’s"]],
};

/** Sound texts that look a little like damage. */
const sound = [
  "Ça va, À bientôt, Älskar Öland",
  "C++ and 3+4",
  "x < y and y > z",
  "AT&T; #5",
  "naïve façade ñandú",
  "C:\\users",
];

describe("damaged texts", () => {
  for (const damage of damages) {
    test(`${damage.code} leaves sound texts alone`, () => {
      for (const text of sound) assert.equal(damage.hint(text) && text.match(damage.pattern) !== null, false, text);
    });
    test(`${damage.code} is repaired where that is possible`, () => {
      for (const [damaged, whole] of repaired[damage.code] ?? []) {
        assert.ok(damage.hint(damaged) && damaged.match(damage.pattern) !== null, damaged);
        assert.equal(damage.repair!(damaged), whole);
      }
    });
  }
});
