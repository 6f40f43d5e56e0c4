/** @file Texts that are written, token by token as transformers' generate writes them. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type GenerateOptions, openGenerator } from "../../src/lifecycle/generation/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedModel, withoutModel } from "./shared-data.ts";

const MODEL = "tiny-gpt2";

test("the recorded tokens, all at once and piece by piece", { skip: withoutModel(MODEL) }, async () => {
  const folder = sharedModel(MODEL)!;
  const reference = JSON.parse(readFileSync(path.join(folder, "reference.json"), "utf8")) as {
    readonly texts: readonly string[];
    readonly greedy_20_of_first_text: readonly number[];
  };
  const generator = await openGenerator(folder, { threads: 1 });
  try {
    const whole = await generator.generate(reference.texts[0]!, { maxNewTokens: 20 });
    assert.deepEqual(whole.tokens, reference.greedy_20_of_first_text);
    assert.equal(whole.finishReason, "length");
    const pieces: string[] = [];
    for await (const piece of generator.stream(reference.texts[0]!, { maxNewTokens: 20 })) pieces.push(piece);
    assert.ok(pieces.length > 5);
    assert.equal(pieces.join(""), whole.text);
  } finally {
    await generator.close();
  }
});

const PROMPTS = ["Stocks fell on Tuesday as oil prices rose, and", "", "héllo 😀 wörld"];

/** Ours, and the same as transformers' keyword arguments. */
const OPTIONS: readonly (readonly [GenerateOptions, Readonly<Record<string, unknown>>])[] = [
  [{}, {}],
  [{ repetitionPenalty: 1.3 }, { repetition_penalty: 1.3 }],
  [{ numBeams: 2 }, { num_beams: 2 }],
  [{ numBeams: 4 }, { num_beams: 4 }],
  [
    { numBeams: 4, repetitionPenalty: 1.5, lengthPenalty: 0 },
    { num_beams: 4, repetition_penalty: 1.5, length_penalty: 0 },
  ],
  [
    { numBeams: 3, lengthPenalty: 2, earlyStopping: true },
    { num_beams: 3, length_penalty: 2, early_stopping: true },
  ],
  [
    { numBeams: 3, lengthPenalty: 2, earlyStopping: "never" },
    { num_beams: 3, length_penalty: 2, early_stopping: "never" },
  ],
  [
    { numBeams: 4, lengthPenalty: -1, earlyStopping: "never" },
    { num_beams: 4, length_penalty: -1, early_stopping: "never" },
  ],
  [{ stop: ["The", "s"] }, { stop_strings: ["The", "s"] }],
  [
    { stop: ["e"], numBeams: 2 },
    { stop_strings: ["e"], num_beams: 2 },
  ],
  [{ doSample: true, topK: 1 }, {}],
  [{ doSample: true, temperature: 0.5, topP: 1e-6 }, {}],
];

describe("as transformers' generate writes", { skip: withoutModel(MODEL) || withoutPeers() }, () => {
  let folders: readonly string[] = [];
  before(() => {
    // The second ends its texts often: with each of these tokens.
    const ending = mkdtempSync(path.join(tmpdir(), "lexops-generation-"));
    for (const name of readdirSync(sharedModel(MODEL)!))
      symlinkSync(path.join(sharedModel(MODEL)!, name), path.join(ending, name));
    const ends = { eos_token_id: [0, 736, 53, 871, 166, 37], bos_token_id: 0 };
    writeFileSync(path.join(ending, "generation_config.json"), JSON.stringify(ends));
    folders = [sharedModel(MODEL)!, ending];
  });
  after(() => rmSync(folders[1]!, { recursive: true, force: true }));

  test("greedy, beams, penalties, texts to stop at, and drawing from a single token", async () => {
    const requests = folders.flatMap((folder) =>
      PROMPTS.flatMap((prompt) => OPTIONS.map(([ours, theirs]) => ({ folder, prompt, ours, theirs }))),
    );
    const scratch = path.join(folders[1]!, "requests.json");
    writeFileSync(
      scratch,
      JSON.stringify(
        requests.map(({ folder, prompt, theirs }) => ({ folder, prompt, options: { max_new_tokens: 24, ...theirs } })),
      ),
    );
    const peer = await runPeer(path.join(import.meta.dirname, "generation_peer.py"), [scratch]);
    const expected = JSON.parse(peer) as readonly (readonly number[])[];
    const reasons = new Set<string>();
    for (const folder of folders) {
      const generator = await openGenerator(folder, { threads: 1 });
      try {
        for (const [at, request] of requests.entries()) {
          if (request.folder !== folder) continue;
          const { tokens, finishReason } = await generator.generate(request.prompt, {
            maxNewTokens: 24,
            ...request.ours,
          });
          assert.deepEqual(tokens, expected[at], `${JSON.stringify(request)}`);
          reasons.add(finishReason);
        }
      } finally {
        await generator.close();
      }
    }
    assert.deepEqual([...reasons].sort(), ["end", "length", "stop"]);
  });
});
