import assert from "node:assert/strict";
import { test } from "node:test";
import { mistakeList } from "./html/mistake-list.ts";
import { mostAttended } from "./most-attended.ts";

const text = "a slow film that is not bad";
/** The words of the text with these shares. */
const attention = (shares: readonly number[]) =>
  [...text.matchAll(/\w+/g)].map(({ 0: token, index }, at) => ({
    ...{ start: index, end: index + token.length, token },
    share: shares[at]!,
  }));

test("the words with half of the attention are marked, those that are no more than usual are not", () => {
  const words = (shares: readonly number[], start = 0, end = text.length) =>
    mostAttended(attention(shares), start, end).map((word) => text.slice(start + word.start, start + word.end));
  assert.deepEqual(words([0.05, 0.05, 0.05, 0.05, 0.05, 0.45, 0.3]), ["not", "bad"]);
  assert.deepEqual(words([0.02, 0.9, 0.02, 0.02, 0.01, 0.01, 0.02]), ["slow"]);
  assert.deepEqual(words(new Array(7).fill(1 / 7)), []);
  assert.deepEqual(words([0.05, 0.05, 0.05, 0.05, 0.05, 0.45, 0.3], 24), ["bad"]);
  assert.deepEqual(mostAttended([], 0, 10), []);
});

test("frames stand within marks and beside them, and every letter stays", () => {
  const mistake = {
    ...{
      row: 0,
      excerpt: text,
      cut: [false, false] as const,
      label: "good",
      prediction: "bad",
      score: 0.9,
      labelScore: 0.1,
    },
    words: [{ start: 20, end: 23, influence: 1 }],
    attended: [
      { start: 2, end: 6, share: 0.3 },
      { start: 20, end: 27, share: 0.4 },
    ],
  };
  const { html } = mistakeList([mistake]);
  assert.match(html, /<span class="attended" title="30\.0 % of the attention">slow<\/span>/);
  assert.match(
    html,
    /<mark class="toward"[^>]*><span class="attended"[^>]*>not<\/span><\/mark><span class="attended"[^>]*> bad<\/span>/,
  );
  assert.match(
    html,
    /Framed<\/span> words got most of the model&#39;s attention|Framed<\/span> words got most of the model's attention/,
  );
  const quote = /<blockquote[^>]*>(.*?)<\/blockquote>/s.exec(html)![1]!;
  assert.equal(quote.replaceAll(/<[^>]+>/g, ""), text);
  const { attended: _, ...without } = mistake;
  assert.doesNotMatch(mistakeList([without]).html, /attended/);
});
