/** @file How a text is written; names and meaning are those of `generate` in Python's transformers. */
import { z } from "zod";

/** What a user may set. */
export const generateFields = {
  /** Tokens that are written at most; fewer where the model's positions end. */
  maxNewTokens: z.int().min(1).max(1_000_000).optional(),
  /** Draws tokens by their probabilities instead of taking the most probable; true where one of the next three is set. */
  doSample: z.boolean().optional(),
  /** Scores are divided by it before a token is drawn. */
  temperature: z.number().positive().max(1000).optional(),
  /** Draws from so many of the most probable tokens; 0 for all. */
  topK: z.int().min(0).max(10_000_000).optional(),
  /** Draws from the fewest most probable tokens whose probabilities reach this. */
  topP: z.number().positive().max(1).optional(),
  /** Texts that are followed at once; the best is kept. */
  numBeams: z.int().min(1).max(64).optional(),
  /** The power of its length that a finished beam's score is divided by. */
  lengthPenalty: z.number().min(-100).max(100).optional(),
  /** Whether the search ends with as many finished texts as beams; "never": only when no running beam can win. */
  earlyStopping: z.union([z.boolean(), z.literal("never")]).optional(),
  /** Above 1: scores of tokens that were there already fall (Keskar et al. 2019). */
  repetitionPenalty: z.number().min(0.001).max(1000).optional(),
  /** Texts that end the writing; none of them is part of the answer. */
  stop: z.array(z.string().min(1).max(1000)).max(64).readonly().optional(),
  /** Where drawing starts. */
  seed: z.int().min(0).optional(),
};

export const generateOptions = z
  .strictObject(generateFields)
  .refine((options) => (options.numBeams ?? 1) === 1 || draws(options) !== true, {
    path: ["numBeams"],
    message: "beams are searched without drawing: leave out doSample, temperature, topK and topP",
  });

export type GenerateOptions = z.input<typeof generateOptions>;

/** The options with every default. */
export type GenerateSettings = { readonly [Name in keyof GenerateOptions]-?: NonNullable<GenerateOptions[Name]> };

/** What decides whether tokens are drawn. */
interface DrawingOptions {
  readonly doSample?: boolean | undefined;
  readonly temperature?: number | undefined;
  readonly topK?: number | undefined;
  readonly topP?: number | undefined;
}

/** Whether tokens are drawn, where the options say. */
function draws({ doSample, temperature, topK, topP }: DrawingOptions): boolean | undefined {
  const isMeant = temperature !== undefined || topK !== undefined || topP !== undefined;
  return doSample ?? (isMeant ? true : undefined);
}

/** Every option: what is given, or else the model's own, or else the usual. */
export function generateSettings(options: GenerateOptions, own: GenerateOptions = {}): GenerateSettings {
  const doSample = draws(options) ?? (options.numBeams === undefined && own.doSample === true);
  const numBeams = options.numBeams ?? (doSample ? 1 : (own.numBeams ?? 1));
  return { ...usual, ...setOnes(own), ...setOnes(options), doSample, numBeams };
}

const usual = {
  ...{ maxNewTokens: 100, temperature: 1, topK: 50, topP: 1, seed: 0 },
  ...{ lengthPenalty: 1, earlyStopping: false, repetitionPenalty: 1, stop: [] },
};

function setOnes(options: GenerateOptions): Partial<GenerateSettings> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
