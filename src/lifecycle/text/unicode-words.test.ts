import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { nastyText } from "./normalise/nasty-text.sample.ts";
import { unicodeWords } from "./unicode-words.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const byIcu = (text: string) =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

describe("words by Unicode's rules", () => {
  const sentences: Readonly<Record<string, readonly string[]>> = {
    "It's 3.14, e-mail me: U.S.A.!": ["It's", "3.14", "e", "mail", "me", "U.S.A"],
    "Schöne Grüße aus Köln – naïve Ω": ["Schöne", "Grüße", "aus", "Köln", "naïve", "Ω"],
    "Привет, мир_2": ["Привет", "мир_2"],
    "한국어 문장입니다.": ["한국어", "문장입니다"],
    "日本語を話す。": ["日本語", "を", "話す"],
    电影太长了: ["电影", "太长", "了"],
    ภาษาไทย: ["ภาษา", "ไทย"],
    ភាសាខ្មែរ: ["ភាសាខ្មែរ"],
    "हिन्दी भाषा": ["हिन्दी", "भाषा"],
    "كان الفيلم طويلا": ["كان", "الفيلم", "طويلا"],
    "👍🏽 #1 © 🇩🇪": ["1"],
    "": [],
  };
  for (const [sentence, words] of Object.entries(sentences)) {
    test(sentence, () => {
      assert.deepEqual(unicodeWords(sentence), words);
      assert.deepEqual(byIcu(sentence), words);
    });
  }

  test("are ICU's, whatever the text", () => {
    const signs = fc.constantFrom(
      ..."aB1_'’.,:;·-\"“$ \t\n\u00adéßа가א״ァーเ漢ひ\u0301\u200d\u{1d400}😀🇩\u2024\ufe52٫٣".split(""),
    );
    const letters = fc.string({ unit: signs, maxLength: 30 });
    const anything = fc.oneof(letters, nastyText, fc.string({ unit: "binary", maxLength: 30 }));
    fc.assert(
      fc.property(anything, (text) => {
        const whole = text.toWellFormed();
        assert.deepEqual(unicodeWords(whole), byIcu(whole));
      }),
      { seed: 13, numRuns: 600 },
    );
  });

  test("are ICU's around the characters of the first plane", () => {
    for (let codePoint = 0x21; codePoint < 0x10000; codePoint += codePoint < 0x600 ? 1 : 17) {
      if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
      const c = String.fromCodePoint(codePoint);
      const text = `a${c}a ${c}1${c}1 ${c}${c} _${c}_ a.${c} ${c}.b 1,${c} x${c}' $${c}`;
      assert.deepEqual(unicodeWords(text), byIcu(text), codePoint.toString(16));
    }
  });
});
