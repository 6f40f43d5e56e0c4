import { z } from "zod";
import { UnknownTensorError } from "../safetensors/index.ts";
import { NotAPretrainedFolderError } from "./errors.ts";
import { findDocument, NO_OBJECT, requireFolder } from "./folder-files.ts";
import { openWeights } from "./open-weights.ts";
import { requireFinite } from "./require-finite.ts";

/** A model's folder as the Hugging Face Hub has it, its documents read and its weights open. */
export interface PretrainedFolder {
  readonly folder: string;
  /** `config.json`; only `model_type` and `architectures` have been checked. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The architecture family, for example "bert". */
  readonly modelType: string;
  /** The classes the weights were saved from, for example "BertForSequenceClassification"; may be empty. */
  readonly architectures: readonly string[];
  /** The files that hold the weights, by name. */
  readonly weightFiles: readonly string[];
  /** Every tensor that the weights hold, buffers that are no parameters too. */
  readonly tensors: ReadonlyMap<string, { readonly dtype: string; readonly shape: readonly number[] }>;
  /**
   * A tensor's elements in row-major order, read from F64, F32, F16 or BF16; all of them are finite.
   * @throws WeightsNotFiniteError, NotFloatingPointError, UnknownTensorError, BadSafetensorsError where the file was cut
   */
  readTensor(name: string): Promise<Float32Array>;
  /** Lets go of the files; nothing can be read afterwards. */
  close(): Promise<void>;
}

/** The file that says which model it is. */
export const configFile = "config.json";

const modelConfig = z.looseObject(
  { model_type: z.string().min(1).max(100), architectures: z.array(z.string()).nullish() },
  NO_OBJECT,
);

/**
 * Opens a folder with `config.json` and `model.safetensors`, or shards with their index. The headers are checked; the
 * weights are read when they are asked for.
 * @throws LexopsError for every folder that is not such a one
 */
export async function openPretrainedFolder(folder: string): Promise<PretrainedFolder> {
  await requireFolder(folder);
  const config = await findDocument(folder, configFile, modelConfig);
  if (config === undefined) throw new NotAPretrainedFolderError(folder, `it holds no ${configFile}`);
  const { model_type: modelType, architectures } = config;
  const weights = await openWeights(folder);
  return {
    folder,
    config,
    modelType,
    architectures: architectures ?? [],
    weightFiles: weights.files,
    tensors: new Map(
      [...weights.byTensor].map(([name, file]) => {
        const { dtype, shape } = file.tensors.get(name)!;
        return [name, { dtype, shape }];
      }),
    ),
    async readTensor(name) {
      const file = weights.byTensor.get(name);
      if (file === undefined) throw new UnknownTensorError(folder, name, [...weights.byTensor.keys()]);
      const values = await file.readFloats(name);
      requireFinite(folder, name, values);
      return values;
    },
    close: weights.close,
  };
}
