import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { z } from "zod";
import { InvalidConfigError, parseConfig } from "./strict-config.ts";

const schema = z.strictObject({
  epochs: z.int().min(1).default(8),
  optimizer: z.strictObject({ learningRate: z.number().positive().default(1e-3) }).prefault({}),
});

describe("strict config", () => {
  test("writes every default out", () => {
    assert.deepEqual(parseConfig(schema, {}, "recipe.yaml"), { epochs: 8, optimizer: { learningRate: 1e-3 } });
  });

  test("names the unknown field, its place and the nearest known one", () => {
    assert.throws(
      () => parseConfig(schema, { optimizer: { learningrate: 1 } }, "recipe.yaml"),
      (error: InvalidConfigError) => {
        assert.equal(error.message, 'recipe.yaml is not valid: optimizer: unknown field "learningrate".');
        assert.equal(error.remedy, 'Did you mean "learningRate"?');
        return true;
      },
    );
  });

  test("names a wrong value by its path", () => {
    assert.throws(
      () => parseConfig(schema, { epochs: 0 }, "recipe.yaml"),
      /recipe\.yaml is not valid: epochs: too small/,
    );
    assert.throws(() => parseConfig(schema, [], "recipe.yaml"), InvalidConfigError);
  });
});
