import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { mailText } from "./mail-text.ts";

describe("the text of an e-mail", () => {
  test("subject and body, without headers; folded and encoded subjects are made whole", () => {
    const mail =
      "From me Thu Aug 22\nReceived: x\nSubject: =?iso-8859-1?Q?caf=E9?=\n =?utf-8?B?4piV?= today\nTo: you\n\nHello\n\nBye\n";
    assert.equal(mailText(mail), "café☕ today\n\nHello\n\nBye");
  });

  test("quoted-printable and base64 bodies are decoded, markup is dropped", () => {
    assert.equal(
      mailText("Subject: a\nContent-Transfer-Encoding: quoted-printable\n\nna=C3=AFve long=\n line"),
      "a\n\nnaïve long line",
    );
    const html = Buffer.from("<html><style>p{}</style><p>Buy &amp; save</p></html>").toString("base64");
    assert.equal(
      mailText(`Subject: b\nContent-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: base64\n\n${html}\n`),
      "b\n\nBuy & save",
    );
  });

  test("of several parts the texts are taken and attachments left out", () => {
    const mail = [
      'Subject: parts\nContent-Type: multipart/mixed; boundary="x"\n\npreamble',
      "\nContent-Type: text/plain\n\nfirst\n",
      "\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
      "\n\nsecond\n",
      "-- \nepilogue",
    ].join("--x");
    assert.equal(mailText(mail), "parts\n\nfirst\n\nsecond");
  });

  test("no headers, unknown charsets and any text at all are survived", () => {
    assert.equal(mailText("just words"), "just words");
    assert.equal(mailText("Subject: =?klingon?Q?=E9?=\n\nx"), "é\n\nx");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.equal(
          typeof mailText(`Subject: ${text}\nContent-Type: multipart/x; boundary=a\n\n${text}--a${text}`),
          "string",
        );
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
