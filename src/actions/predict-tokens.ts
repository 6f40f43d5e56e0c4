/** @file Training a transformer to predict the tokens of a file's texts, and the folder that comes of it. */
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import type { api } from "../api/index.ts";
import { createRandom, writeFolderAtomic } from "../foundation/index.ts";
import { type Dataset, readDataset } from "../lifecycle/data/index.ts";
import { architectures, languageModelWeights, startingWeightsOf, weightTensors } from "../lifecycle/model/index.ts";
import { writeSafetensors } from "../lifecycle/safetensors/index.ts";
import { createTokenizer, selectTokenRows, specialTokenIds, type Tokenizer } from "../lifecycle/text/index.ts";
import { languageModelTraining, type Masking, trainLanguageModel } from "../lifecycle/training/index.ts";
import { longestText, type TransformerConfig, transformers } from "../lifecycle/transformer/index.ts";
import type { ActionContext } from "./action.ts";
import { NoMaskTokenError } from "./errors.ts";
import { resolveData } from "./resolve-data.ts";

type Input = Omit<z.output<typeof api.adaptModel.input>, "model">;
type Result = z.output<typeof api.adaptModel.output>;

/** What training starts with. */
export interface TokenPredictor {
  readonly transformer: TransformerConfig;
  /** What tokenizer.json holds. */
  readonly tokenizer: unknown;
  /** Weights that do not start at random, those of other heads too. */
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** What its config.json says besides the class. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Files to write beside, by name. */
  readonly files: Readonly<Record<string, string | { readonly copyOf: string }>>;
}

/** The unlabelled texts of a file or a data version. */
export async function readTexts(context: ActionContext, file: string, text: string | undefined): Promise<Dataset> {
  const { progress, signal, notice } = context;
  const source = await resolveData(context, file);
  const dataset = await readDataset(source, { text, label: null, progress, signal });
  for (const { message } of dataset.warnings) notice(message);
  return dataset;
}

/** Trains and writes the folder; the checkpoints beside it go once it is there. */
export async function predictTokens(
  context: ActionContext,
  dataset: Dataset,
  start: TokenPredictor,
  input: Input,
): Promise<Result> {
  const { progress, signal, notice } = context;
  const { output, seed = 0, threads = 2, validationSize, resume } = input;
  const { transformer } = start;
  const tokenizer = createTokenizer(start.tokenizer);
  const maxLength = Math.min(input.maxLength, longestText(transformer));
  const { tokens, rowOf } = tokenizer.encodeRows(dataset.texts, { maxLength, windows: { stride: 0 } });
  const random = createRandom(seed).split("validation");
  const isHeldOut = Uint8Array.from({ length: dataset.rows }, () => (random.float() < validationSize ? 1 : 0));
  const part = (wanted: number) =>
    selectTokenRows(
      tokens,
      Uint32Array.from(rowOf.keys()).filter((row) => isHeldOut[rowOf[row]!] === wanted),
    );
  const [train, validation] = [part(0), part(1)];
  const checkpointFolder = `${path.resolve(output)}.checkpoint`;
  if (!resume) await rm(checkpointFolder, { recursive: true, force: true });
  const specs = languageModelWeights(transformer);
  const { weights, history } = await trainLanguageModel(
    {
      transformer,
      config: languageModelTraining(input),
      masking: maskingOf(start, tokenizer, input.maskShare),
      train,
      validation: validation.rows === 0 ? undefined : validation,
      seed,
      threads,
      start: startingWeightsOf(specs, seed, start.weights),
    },
    { checkpointFolder, resume, progress, signal, notice },
  );
  const all = weightTensors([...specs, ...otherHeads(start)], { ...start.weights, ...weights });
  await writeFolderAtomic(path.resolve(output), async (temporary) => {
    const config = { ...start.config, architectures: [transformers.get(transformer.architecture).languageModelClass] };
    await writeFile(path.join(temporary, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
    await writeFile(path.join(temporary, "model.safetensors"), writeSafetensors(all, { format: "pt" }));
    for (const [name, content] of Object.entries(start.files)) {
      const target = path.join(temporary, name);
      await mkdir(path.dirname(target), { recursive: true });
      if (typeof content === "string") await writeFile(target, content);
      else await copyFile(content.copyOf, target);
    }
  });
  await rm(checkpointFolder, { recursive: true, force: true });
  return {
    folder: output,
    modelType: transformer.architecture,
    parameters: Object.values(all).reduce((sum, { data }) => sum + data.length, 0),
    texts: dataset.rows,
    tokens: tokens.ids.length,
    bestEpoch: history.bestEpoch,
    epochs: history.epochs,
    digest: dataset.digest,
  };
}

/** Weights of heads that are not trained here and stay: BERT's pooler. */
function otherHeads({ transformer, weights }: TokenPredictor) {
  const config = { type: "transformer/v1", transformer, pooling: "head", lora: null } as const;
  const own = new Set(languageModelWeights(transformer).map(({ name }) => name));
  return architectures
    .get(config.type)
    .weights(config, { labels: 2, features: transformer.vocabularySize })
    .filter(
      ({ name, shape }) =>
        !own.has(name) && weights[name]?.length === shape.reduce((product, dimension) => product * dimension, 1),
    );
}

/** @throws NoMaskTokenError */
function maskingOf(
  { transformer, tokenizer: file }: TokenPredictor,
  tokenizer: Tokenizer,
  share: number,
): Masking | undefined {
  if (transformer.architecture === "gpt2") return undefined;
  const maskId = tokenizer.idOf("[MASK]") ?? tokenizer.idOf("<mask>");
  if (maskId === undefined) throw new NoMaskTokenError();
  const vocabularySize = Math.min(tokenizer.size, transformer.vocabularySize);
  return { share, maskId, specialIds: specialTokenIds(file), vocabularySize };
}
