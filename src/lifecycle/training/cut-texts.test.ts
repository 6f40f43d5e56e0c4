import assert from "node:assert/strict";
import { test } from "node:test";
import { cutTextsNotice } from "./cut-texts.ts";

test("how many texts are cut, and what is kept of them", () => {
  assert.equal(
    cutTextsNotice(1234, 20_000, { maxLength: 128, truncation: "head" }),
    "1,234 of 20,000 training texts (6.2 %) are longer than 128 tokens; their beginnings are kept. --set text.maxLength=… reads more of them in more time, --set text.truncation=… keeps another part.",
  );
  assert.match(
    cutTextsNotice(1, 3, { maxLength: 64, truncation: "tail" }),
    /^1 of 3 .*\(33\.3 %\).*their ends are kept/,
  );
});
