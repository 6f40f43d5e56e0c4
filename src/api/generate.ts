import { z } from "zod";
import { columnFields, seedField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** Texts that go on from prompts. */
export const generate = declare({
  command: ["generate"],
  summary: "Write on from prompts with a language model (GPT-2), shown as it is written.",
  details:
    "Names and meaning of the flags are those of generate in Python's transformers. What no flag says is as the model's generation_config.json says. With --json each answer is one line. An empty prompt begins with the token that ends texts.",
  faces: ["cli"],
  input: z.strictObject({
    model: z.string().min(1).describe("A Hugging Face folder, or the name of an imported model."),
    inputs: z.array(z.string()).default([]).describe("Prompts, or one file of data, or - for standard input."),
    text: columnFields.text,
    maxNewTokens: z.int().min(1).optional().describe("Tokens written at most; 100 unless told."),
    doSample: z
      .boolean()
      .optional()
      .describe("Draw tokens by their probabilities; goes without saying with one of the next three."),
    temperature: z.number().positive().optional().describe("Below 1 bolder for the probable, above 1 more varied."),
    topK: z
      .int()
      .min(0)
      .optional()
      .describe("Draw from so many of the most probable tokens, 0 for all; 50 unless told."),
    topP: z
      .number()
      .positive()
      .max(1)
      .optional()
      .describe("Draw from the fewest tokens whose probabilities reach this."),
    seed: seedField,
    numBeams: z.int().min(1).max(64).optional().describe("Texts followed at once, of which the best is kept."),
    lengthPenalty: z.number().optional().describe("Above 0 longer texts win more often among beams; 1 unless told."),
    earlyStopping: z.boolean().optional().describe("End with as many finished texts as beams."),
    repetitionPenalty: z.number().positive().optional().describe("Above 1 tokens come back less often."),
    stop: z.array(z.string().min(1)).default([]).describe("A text that ends the writing; may be repeated."),
    threads: z.int().min(1).max(256).optional().describe("Threads that compute; as many as cores unless told."),
  }),
  positionals: ["model", "inputs"],
  placeholders: { model: "MODEL", inputs: "PROMPT…|FILE|-", text: "COLUMN", stop: "TEXT", maxNewTokens: "TOKENS" },
  output: z.object({
    /** From 1. */
    row: z.number(),
    prompt: z.string(),
    /** Without the prompt. */
    text: z.string(),
    promptTokens: z.number(),
    tokens: z.array(z.number()).readonly(),
    finishReason: z.enum(["end", "stop", "length"]),
  }),
  streams: true,
  examples: [
    'lexops generate ./gpt2 "Once upon a time" --max-new-tokens 50',
    'lexops generate ./gpt2 "Once upon a time" --temperature 0.8 --top-p 0.95 --seed 7 --stop "."',
    "lexops generate ./gpt2 prompts.csv --num-beams 4 --json > texts.jsonl",
  ],
});
