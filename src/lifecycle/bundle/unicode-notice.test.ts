import assert from "node:assert/strict";
import { test } from "node:test";
import { textPipelineConfig } from "../text/text-pipeline.config.ts";
import { unicodeNotice, unicodeVersions } from "./unicode-notice.ts";

const text = (words: string) => textPipelineConfig.parse({ type: "tfidf/v1", words });

test("only words by Unicode's rules depend on ICU, and only another ICU is worth a word", () => {
  const here = unicodeVersions();
  const older = { icuVersion: "70.1", unicodeVersion: "14.0" };
  assert.equal(unicodeNotice({ name: "m", text: text("pattern"), lineage: older }), undefined);
  assert.equal(unicodeNotice({ name: "m", text: text("unicode"), lineage: { ...here } }), undefined);
  const notice = unicodeNotice({ name: "m", text: text("unicode"), lineage: older });
  assert.match(notice ?? "", /"m" were cut by ICU 70\.1 with Unicode 14\.0; this Node has ICU \d/);
  assert.match(unicodeNotice({ name: "m", text: text("unicode"), lineage: {} }) ?? "", /ICU unknown/);
});
