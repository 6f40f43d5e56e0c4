import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { type LanguageIdentifier, openLanguageIdentifier } from "./language.ts";

describe("the language of a text", () => {
  let identify: LanguageIdentifier;
  before(async () => {
    identify = await openLanguageIdentifier();
  });

  const sentences: Readonly<Record<string, string>> = {
    en: "The film was far too long, but the last scene made up for it.",
    de: "Der Film war viel zu lang, aber die letzte Szene hat das wettgemacht.",
    fr: "Le film était beaucoup trop long, mais la dernière scène rattrape tout.",
    es: "La película era demasiado larga, pero la última escena lo compensó.",
    pt: "O filme era longo demais, mas a última cena compensou tudo isso.",
    it: "Il film era troppo lungo, ma l'ultima scena ha compensato tutto.",
    nl: "De film was veel te lang, maar de laatste scène maakte het goed.",
    tr: "Film çok uzundu ama son sahne her şeyi telafi etti.",
    pl: "Film był o wiele za długi, ale ostatnia scena to wynagrodziła.",
    ru: "Фильм был слишком длинным, но последняя сцена всё исправила.",
    uk: "Фільм був занадто довгим, але остання сцена це виправила.",
    ar: "كان الفيلم طويلا جدا لكن المشهد الأخير عوض عن ذلك",
    hi: "फ़िल्म बहुत लंबी थी लेकिन आख़िरी दृश्य ने सब ठीक कर दिया",
    el: "Η ταινία ήταν πολύ μεγάλη",
    he: "הסרט היה ארוך מדי",
    ja: "映画は長すぎましたが、最後の場面がよかったです。",
    zh: "电影太长了，但是最后一幕很好。",
    ko: "영화는 너무 길었지만 마지막 장면이 좋았다.",
    th: "หนังยาวเกินไปแต่ฉากสุดท้ายดี",
    km: "ភាពយន្តវែងពេក",
  };
  for (const [language, sentence] of Object.entries(sentences)) {
    test(`${language} is told, whatever addresses and names stand around it`, () => {
      assert.deepEqual(identify(sentence), { language, isReliable: true });
      const surrounded = `@first_user ${sentence} https://example.com/the/quick/brown/fox #thefilm`;
      assert.deepEqual(identify(surrounded), { language, isReliable: true });
    });
  }

  test("nothing is claimed of a text without letters, and little of a short one", () => {
    for (const text of ["", " ", "12 345", "😀😀", "https://example.com", "@somebody"])
      assert.deepEqual(identify(text), { language: "und", isReliable: false });
    assert.equal(identify("ok").isReliable, false);
  });

  test("a lone surrogate and a very long text do no harm", () => {
    assert.equal(identify(`${sentences["en"]} \ud83d`).language, "en");
    assert.equal(identify(sentences["de"]!.repeat(10_000)).language, "de");
  });
});
