import assert from "node:assert/strict";
import { test } from "node:test";
import { createTokenizer } from "./tokenizer.ts";
import { scoreAsRead, scoreToWrite } from "./unigram-score.ts";

test("scores are what the tokenizers package 0.23.3 reads", () => {
  for (const [written, read] of [
    [-5.5744547460847516, -5.574454746084752],
    [-7.3379668398926485, -7.337966839892648],
    [-7.3997631496187335, -7.399763149618733],
    [0, 0],
    [-12, -12],
    [-1.5e-9, -1.5e-9],
    [2e21, 2e21],
  ] as const)
    assert.equal(scoreAsRead(written), read);
  for (let at = 1; at < 500; at++) {
    const score = scoreToWrite(-Math.log(at) * 3.7);
    assert.equal(scoreAsRead(score), score);
  }
});

test("equally likely ways to cut are told apart by the scores as read", () => {
  const vocab = [
    ["<unk>", 0],
    ["▁", -1.8266611347076047],
    ["a", -4.61221836459057],
    ["aaa", -7.3673193677302455],
  ];
  const { encode } = createTokenizer({ model: { type: "Unigram", unk_id: 0, vocab } });
  assert.deepEqual(
    encode("▁aaaa").tokens.map(({ id }) => id),
    [1, 2, 3],
  );
});
