/** @file The texts of encode-1 and encode-32, as `peers/encode.py` makes its own. */

const words = "the film is a slow and charming portrait of two people who meet by chance on a train in winter".split(
  " ",
);

/** So many texts of as many tokens, [CLS] and [SEP] included; each word is a token. */
export function encodedTexts(batch: number, tokens: number): readonly string[] {
  return Array.from({ length: batch }, (_, text) => {
    const turned = words.slice(text % 7);
    return Array.from({ length: tokens - 2 }, (_, at) => turned[at % turned.length]!).join(" ");
  });
}
