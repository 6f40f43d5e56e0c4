/** @file The worker thread that writes: the model's folder, its session, and the choice of tokens, off the caller's thread. */
import { serveTasks, type TaskContext } from "../../foundation/index.ts";
import { createSession, type Session } from "../../numeric/runtime/index.ts";
import { readPretrainedConfig, readPretrainedModel } from "../pretrained/index.ts";
import { createTokenizer, type Tokenizer } from "../text/index.ts";
import { longestText, type TransformerConfig, transformers } from "../transformer/index.ts";
import { searchBeams } from "./beam-search.ts";
import { NoStartTokenError, NotAGeneratorError, PromptTooLongError, UnknownTokenIdError } from "./errors.ts";
import { type GenerateOptions, type GenerateSettings, generateSettings } from "./generate-options.config.ts";
import { generationModel } from "./generation-graph.ts";
import { type ModelSettings, readModelSettings } from "./model-settings.ts";
import { writeOneText } from "./one-text.ts";
import { createTextPieces } from "./text-pieces.ts";

/** What is opened, once. */
export interface OpenRequest {
  readonly folder: string;
  /** Threads of one operator. */
  readonly threads: number;
}

/** A text to write. */
export interface GenerateRequest {
  /** Opened again where the thread that had it ended. */
  readonly model: OpenRequest;
  readonly prompt: string;
  readonly options: GenerateOptions;
}

/** What is known once it is open. */
export interface OpenedModel {
  /** Tokens of a prompt and what is written, at most. */
  readonly positions: number;
  /** What counts where a request does not say. */
  readonly settings: GenerateSettings;
}

/** A text that was written. */
export interface Generated {
  /** Without the prompt, the token that ended it, and a text it stopped at. */
  readonly text: string;
  /** Ids of the tokens that were written, the one that ended the text among them. */
  readonly tokens: readonly number[];
  /** Tokens of the prompt. */
  readonly promptTokens: number;
  /** A token that ends texts, a text to stop at, or as many tokens as were wanted. */
  readonly finishReason: "end" | "stop" | "length";
}

interface Opened {
  readonly config: TransformerConfig;
  readonly session: Session;
  readonly tokenizer: Tokenizer;
  readonly model: ModelSettings;
}

let opened: Opened | undefined;

serveTasks({
  async open(request: OpenRequest): Promise<OpenedModel> {
    opened = await openModel(request);
    return { positions: longestText(opened.config), settings: generateSettings({}, opened.model.options) };
  },

  async generate(request: GenerateRequest, context: TaskContext): Promise<Generated> {
    opened ??= await openModel(request.model);
    const { config, session, tokenizer, model } = opened;
    const settings = generateSettings(request.options, model.options);
    const prompt = promptIds(request.prompt, opened);
    const decode = (ids: readonly number[]) => tokenizer.decode(ids);
    const pieces = createTextPieces(decode, settings.stop);
    let written = "";
    const give = (piece: string) => {
      written += piece;
      if (piece !== "") context.partial(piece);
    };
    const tokens = await (settings.numBeams > 1 ? searchBeams : writeOneText)({
      ...{ session, config, prompt, settings, endIds: model.endIds },
      mostTokens: Math.min(settings.maxNewTokens, longestText(config) - prompt.length),
      hasStopped: (ids) => settings.stop.length > 0 && hasStop(decode(ids), settings.stop),
      onToken: (id) => give(pieces.add(id)),
      throwIfCancelled: () => context.throwIfCancelled(),
    });
    give(pieces.finish());
    const isEnd = model.endIds.includes(tokens.at(-1)!);
    const finishReason = pieces.hasStopped ? "stop" : isEnd ? "end" : "length";
    return { text: written, tokens, promptTokens: prompt.length, finishReason };
  },
});

async function openModel({ folder, threads }: OpenRequest): Promise<Opened> {
  const { architecture } = await readPretrainedConfig(folder);
  const able = transformers.names.filter((name) => transformers.get(name).continuedStates !== undefined);
  if (!able.includes(architecture)) throw new NotAGeneratorError(folder, architecture, able);
  const model = await readModelSettings(folder);
  const { config, tokenizer, weights } = await readPretrainedModel(folder);
  const session = await createSession(generationModel(config, weights), { threads });
  return { config, session, tokenizer: createTokenizer(tokenizer), model };
}

function promptIds(text: string, { config, tokenizer, model }: Opened): readonly number[] {
  const ids = tokenizer.encode(text).tokens.map(({ id }) => id);
  const prompt = ids.length > 0 ? ids : [model.startId].filter((id) => id !== undefined);
  if (prompt.length === 0) throw new NoStartTokenError();
  const unknown = prompt.find((id) => id >= config.vocabularySize);
  if (unknown !== undefined) throw new UnknownTokenIdError(unknown, config.vocabularySize);
  if (prompt.length >= longestText(config)) throw new PromptTooLongError(prompt.length, longestText(config));
  return prompt;
}

const hasStop = (text: string, stops: readonly string[]) => stops.some((stop) => text.includes(stop));
