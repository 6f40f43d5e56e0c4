import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import type { Declaration } from "../api/index.ts";
import { LexopsError } from "../foundation/index.ts";
import { commandShape, usageLine } from "./command-shape.ts";
import { checkInput, parseArguments } from "./parse-arguments.ts";

const declaration: Declaration = {
  command: ["data", "mix"],
  summary: "Mix.",
  faces: ["cli"],
  input: z.strictObject({
    file: z.string().describe("File."),
    words: z.array(z.string()).default([]).describe("Words."),
    testSize: z.number().min(0).lt(1).default(0.2).describe("Share."),
    mode: z.enum(["fast", "slow"]).optional().describe("Mode."),
    slice: z.array(z.string()).default([]).describe("Slices."),
    resume: z.boolean().default(false).describe("Resume."),
  }),
  positionals: ["file", "words"],
  placeholders: { slice: "COLUMN" },
  output: z.object({}),
  streams: false,
  examples: ["lexops data mix a.csv"],
};
const shape = commandShape(declaration);

const parse = (...words: string[]): Record<string, unknown> => {
  const { input, globals } = parseArguments(shape, words);
  return { ...checkInput(shape, declaration, input), globals };
};
const defaults = { words: [], testSize: 0.2, slice: [], resume: false };

function refused(words: string[], code: string, text: RegExp): void {
  assert.throws(
    () => parse(...words),
    (error: LexopsError) => {
      assert.equal(error.code, code);
      assert.match(`${error.message} ${error.remedy}`, text);
      return true;
    },
  );
}

describe("command lines", () => {
  test("defaults, separate and attached values, negation, repetition", () => {
    assert.deepEqual(parse("a.csv"), { ...defaults, file: "a.csv", globals: {} });
    assert.deepEqual(parse("--test-size", "0.5", "a.csv", "--mode=slow", "--resume", "--json"), {
      ...defaults,
      file: "a.csv",
      testSize: 0.5,
      mode: "slow",
      resume: true,
      globals: { json: true },
    });
    assert.equal(parse("a", "--resume", "--no-resume")["resume"], false);
    assert.equal(parse("a", "--resume=false")["resume"], false);
    assert.deepEqual(parse("a", "--slice", "x", "--slice=y")["slice"], ["x", "y"]);
    assert.equal(parse("a", "--test-size=0.1", "--test-size=0.3")["testSize"], 0.3);
  });

  test("places: the rest is a list, a lone dash and numbers are words, everything after -- is", () => {
    assert.deepEqual(parse("a", "b", "-", "-1")["words"], ["b", "-", "-1"]);
    assert.deepEqual(parse("a", "--", "--resume", "-x", "--")["words"], ["--resume", "-x", "--"]);
    assert.deepEqual(parse("a", "--slice=--odd")["slice"], ["--odd"]);
    assert.equal(usageLine(shape), "lexops data mix FILE [WORDS…] [flags]");
  });

  test("arguments after a list get the last words", () => {
    const reversed = { ...shape, positionals: shape.positionals.toReversed() };
    assert.deepEqual(parseArguments(reversed, ["a", "b", "c"]).input, { words: ["a", "b"], file: "c" });
    assert.deepEqual(parseArguments(reversed, ["c"]).input, { file: "c" });
    assert.throws(() => parseArguments(reversed, []), { code: "cli/argument-needed" });
  });

  test("mistakes are named, with what was probably meant", () => {
    refused(["a", "--test-sise", "1"], "cli/unknown-flag", /"--test-sise".*Did you mean "--test-size"/);
    refused(["a", "-x"], "cli/unknown-flag", /"-x"/);
    refused(["a", "--no-mode"], "cli/unknown-flag", /"--no-mode"/);
    refused(["a", "--test-size"], "cli/flag-value-needed", /--test-size needs a value/);
    refused(["a", "--slice", "--resume"], "cli/flag-value-needed", /--slice needs a value.*--slice=COLUMN/);
    refused(["a", "--test-size", "many"], "cli/wrong-value", /--test-size cannot be "many": a number is needed/);
    refused(["a", "--test-size="], "cli/wrong-value", /a number is needed/);
    refused(["a", "--test-size", "1"], "cli/wrong-value", /--test-size cannot be "1": too big/);
    refused(["a", "--mode", "medium"], "cli/wrong-value", /--mode cannot be "medium": known are fast, slow/);
    refused(["a", "--resume=maybe"], "cli/wrong-value", /--resume cannot be "maybe"/);
    refused([], "cli/argument-needed", /needs FILE/);
  });

  test("a command without a list takes no word too many", () => {
    const strict = { ...shape, positionals: shape.positionals.slice(0, 1) };
    assert.throws(() => parseArguments(strict, ["a", "b"]), {
      code: "cli/too-many-arguments",
      message: /"b" is one word/,
    });
  });

  test("help needs no arguments", () => {
    assert.deepEqual(parseArguments(shape, ["-h"]), { input: {}, globals: { help: true } });
  });

  test("any words at all are understood or refused with an error of ours", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "--",
        "-",
        "---",
        "--=",
        "--test-size",
        "--slice",
        "--no-",
        "--no-no-resume",
        "=",
        "--__proto__=1",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        try {
          assert.equal(typeof parse(...words)["file"], "string");
        } catch (error) {
          assert.ok(error instanceof LexopsError, String(error));
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
