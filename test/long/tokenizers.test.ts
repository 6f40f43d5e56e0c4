/** @file Tokenizers against the tokenizers package on more than 100,000 real texts in many scripts. */
import path from "node:path";
import { describe, test } from "node:test";
import { readTokenizer } from "../../src/lifecycle/text/index.ts";
import { withoutPeers } from "../parity/peer-python.ts";
import { sharedModel, withoutModel } from "../parity/shared-data.ts";
import { compareTokenizers, realTexts, tokenizerModels, withoutTexts } from "../parity/tokenizer-peer.ts";

const skip = withoutPeers() || withoutTexts() || withoutModel(...tokenizerModels);
const AT_ONCE = 5000;

describe("tokenizers, at length", { skip }, () => {
  for (const model of tokenizerModels)
    test(`${model} cuts all texts as the tokenizers package does`, async () => {
      const file = path.join(sharedModel(model)!, "tokenizer.json");
      const tokenizer = await readTokenizer(file);
      const texts = await realTexts(Number.POSITIVE_INFINITY);
      for (let at = 0; at < texts.length; at += AT_ONCE)
        await compareTokenizers([{ name: model, file, tokenizer }], texts.slice(at, at + AT_ONCE));
    });
});
