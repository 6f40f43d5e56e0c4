import assert from "node:assert/strict";
import { test } from "node:test";
import { createLanguageSample } from "./language-sample.ts";

const encoder = new TextEncoder();
const english = encoder.encode("The film was far too long, but the last scene made up for it.");
const german = encoder.encode("Der Film war viel zu lang, aber die letzte Szene hat das wettgemacht.");

test("a long file's sample is spread over all of it and stays small", async () => {
  const sample = createLanguageSample();
  for (let row = 0; row < 50_000; row++) sample.offer(row < 40_000 ? english : german);
  const { texts, shares } = await sample.identify();
  assert.ok(texts > 1000 && texts <= 2000, `${texts}`);
  assert.deepEqual(
    shares.map(({ language }) => language),
    ["en", "de"],
  );
  assert.ok(Math.abs(shares[0]!.share - 0.8) < 0.002);
});

test("a short file is looked at whole", async () => {
  const sample = createLanguageSample();
  for (const text of [english, english, german, encoder.encode("12")]) sample.offer(text);
  assert.deepEqual(await sample.identify(), {
    texts: 4,
    shares: [
      { language: "en", texts: 2, share: 0.5 },
      { language: "de", texts: 1, share: 0.25 },
      { language: "und", texts: 1, share: 0.25 },
    ],
  });
  assert.deepEqual(await createLanguageSample().identify(), { texts: 0, shares: [] });
});
