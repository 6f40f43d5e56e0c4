import assert from "node:assert/strict";
import { test } from "node:test";
import { transformers } from "./catalog.ts";
import { readTransformerConfig } from "./read-transformer-config.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** Nothing is what any library takes by default. */
const unusual = {
  vocabularySize: 77,
  width: 24,
  layers: 3,
  heads: 2,
  feedForwardWidth: 40,
  positions: 33,
  paddingId: 5,
  activation: "relu",
  initializerRange: 0.3,
} as const;

test("a config.json that is written is read back as it was", () => {
  for (const [name, { readConfig, writeConfig }] of transformers.entries) {
    const known = readConfig({
      count: (_field, otherwise = 8) => otherwise,
      fraction: (_field, otherwise) => otherwise,
      id: () => null,
      activation: () => "gelu",
      only() {},
    });
    const config: TransformerConfig = {
      ...known,
      ...unusual,
      embeddingWidth: name === "electra" ? 12 : unusual.width,
      tokenTypes: known.tokenTypes === 0 ? 0 : 3,
      relativeBuckets: known.relativeBuckets === null ? null : 16,
      layerNormEpsilon: name === "distilbert" ? known.layerNormEpsilon : 1e-6,
      dropout: { hidden: 0.15, attention: 0.25, classifier: name === "gpt2" ? 0 : 0.35 },
    };
    const written = JSON.parse(JSON.stringify(writeConfig(config))) as Record<string, unknown>;
    assert.deepEqual(readTransformerConfig(name, written), config, name);
  }
});
