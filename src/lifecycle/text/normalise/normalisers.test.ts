import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { namedNormalisers, normaliserNames } from "./named-normalisers.ts";
import { createNormaliser } from "./normalise-text.ts";
import { type NormaliserConfig, normaliseField } from "./normaliser.config.ts";

const cases: readonly (readonly [type: NormaliserConfig["type"], original: string, normalised: string])[] = [
  ["unicode/v1", "e\u0301 \u1100\u1161\u11a8 ﬁ", "é 각 ﬁ"],
  ["lower-case/v1", "ÀÉ ΌΣΟΣ İI ẞß ＡＢ", "àé όσος i̇i ßß ａｂ"],
  ["accents/v1", "Ünïcödé ệ й Ё ΐ Å straße क़ि ฟ้ า", "Unicode e и Е ι A straße क़ि ฟ้ า"],
  ["html/v1", "<p>Caf&eacute;<br />&lt;3 &amp;lt; <b>bo</b>ld</p>", " Café <3 &lt; bold "],
  [
    "html/v1",
    "a < b, x<y, <3, <your name>, <!-- gone -->R&D AT&T &unknown; &",
    "a < b, x<y, <3, <your name>, R&D AT&T &unknown; &",
  ],
  ["html/v1", '<a title="1 > 0" href=x>link</a><script>if (a<b) "</p>"</script><STYLE>p{}</style>.', "link."],
  ["html/v1", "&#8364; &#x20AC; &#128; &notit; &notin; &NotEqualTilde; &nbsp;|", "€ € € ¬it; ∉ ≂̸ \u00a0|"],
  ["html/v1", "<!DOCTYPE html><p unclosed", "<p unclosed"],
  ["urls/v1", 'See https://t.co/a?x=1, (www.x.org) "HTTP://Y.de/z." awww.no', 'See <url>, (<url>) "<url>." awww.no'],
  ["mails/v1", "me.you+tag@ex-ample.co.uk, a@b, @c.de", "<mail>, a@b, @c.de"],
  ["user-names/v1", "@user @a.b: me@example.com /@x", "<user> <user>: me@example.com /@x"],
  [
    "numbers/v1",
    "12 1,000.50 10:30 mp3 v1.2 3rd covid-19 ٣٠ -5%",
    "<number> <number> <number> mp3 v1.2 3rd covid-19 <number> -<number>%",
  ],
  [
    "emoji/v1",
    "👍🏽 ❤ ❤️ 👨‍👩‍👦 🇩🇪 1️⃣ © 5",
    ":thumbs_up: :red_heart: :red_heart: :family_man_woman_boy: :flag_germany: :keycap_1: © 5",
  ],
  ["repeated-letters/v1", "Soooo goood!!!! 1000 ééé", "Soo good!!!! 1000 éé"],
];

describe("a normaliser", () => {
  for (const [type, original, normalised] of cases) {
    test(`${type}: ${original}`, () => {
      assert.equal(createNormaliser(normaliseField.parse([{ type }]))(original), normalised);
    });
  }

  test("takes settings", () => {
    const apply = (config: unknown, text: string) => createNormaliser(normaliseField.parse([config]))(text);
    assert.equal(apply({ type: "unicode/v1", form: "NFKC" }, "ﬁ ２ ½"), "fi 2 1⁄2");
    assert.equal(apply({ type: "accents/v1", keep: "öå" }, "Ö ö å é o\u0308"), "Ö ö å e o\u0308");
    assert.equal(apply({ type: "emoji/v1", as: "removed" }, "a👍🏽b"), "ab");
    assert.equal(apply({ type: "emoji/v1", as: "kept" }, "a👍🏽b"), "a👍🏽b");
    assert.equal(apply({ type: "urls/v1", replaceBy: "" }, "a http://x.de b"), "a  b");
    assert.equal(apply({ type: "repeated-letters/v1", longest: 1 }, "aabb"), "ab");
    for (const wrong of [{ type: "urls/v2" }, { type: "html/v1", x: 1 }, { type: "unicode/v1", form: "nfc" }])
      assert.equal(normaliseField.safeParse([wrong]).success, false);
  });

  test("takes linear time on what invites it to take more", () => {
    const texts = [
      "<a ",
      '<a x="',
      "<script>",
      "<!--",
      "&",
      "&#1",
      "<",
      "@",
      "a@",
      "www.",
      "http://",
      "1,",
      "\u0301",
      "o",
    ];
    const normalise = createNormaliser(namedNormalisers(normaliserNames.join(",")));
    for (const text of texts) {
      const start = performance.now();
      normalise(text.repeat(200_000));
      assert.ok(performance.now() - start < 5000, `${text}: ${Math.round(performance.now() - start)} ms`);
    }
  });
});

test("names are checked, in order, and a near one is suggested", () => {
  assert.deepEqual(
    namedNormalisers(" html, lower-case,,urls").map(({ type }) => type),
    ["html/v1", "lower-case/v1", "urls/v1"],
  );
  assert.throws(() => namedNormalisers("html,lowercase"), { code: "foundation/unknown-entry", remedy: /lower-case/ });
});
