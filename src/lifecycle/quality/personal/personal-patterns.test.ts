import assert from "node:assert/strict";
import { test } from "node:test";
import { isCardNumber, isIban, personalPatterns } from "./personal-patterns.ts";

const holds = (text: string) =>
  personalPatterns.filter(({ hint, occursIn }) => hint.test(text) && occursIn(text)).map(({ name }) => name);

test("numbers are checked, not only matched", () => {
  assert.equal(isCardNumber("4111 1111 1111 1111"), true);
  assert.equal(isCardNumber("4111 1111 1111 1112"), false);
  assert.equal(isIban("GB82 WEST 1234 5698 7654 32"), true);
  assert.equal(isIban("GB82 WEST 1234 5698 7654 33"), false);
});

test("patterns are found in texts, and not in ordinary numbers", () => {
  assert.deepEqual(holds("mail jo.doe+x@mail.example.co.uk."), ["mail addresses"]);
  assert.deepEqual(holds("call +44 20 7946 0958 or (212) 555-0147"), ["telephone numbers"]);
  assert.deepEqual(holds("account DE89370400440532013000 please"), ["bank account numbers (IBAN)"]);
  for (const text of ["sales rose to 1,234,567,890 in 2009", "1990-2000", "at @home", "3.14159265358979", "pi 10/10"])
    assert.deepEqual(holds(text), [], text);
});
