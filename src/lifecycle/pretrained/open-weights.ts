/** @file The weights of a model's folder: one safetensors file, or shards that an index lists. */
import path from "node:path";
import { z } from "zod";
import { fileNameFault } from "../../foundation/index.ts";
import { openSafetensors, type SafetensorsFile } from "../safetensors/index.ts";
import { BadPretrainedFileError, NotAPretrainedFolderError, PickledWeightsError } from "./errors.ts";
import { findDocument, findFileSize, NO_OBJECT, readFailure } from "./folder-files.ts";

/** The file of weights that are in one. */
export const weightsFile = "model.safetensors";
/** The file that lists the shards of weights that are in several. */
export const indexFile = "model.safetensors.index.json";
const pickledFiles = ["pytorch_model.bin", "pytorch_model.bin.index.json"];

const shardLimit = 1000;

const weightIndex = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/** Opened weights: which file has a tensor. */
export interface OpenWeights {
  /** The files' names in the folder. */
  readonly files: readonly string[];
  readonly byTensor: ReadonlyMap<string, SafetensorsFile>;
  close(): Promise<void>;
}

/** Opens the weights and checks every header; `model.safetensors` goes before an index, as in transformers. */
export async function openWeights(folder: string): Promise<OpenWeights> {
  if ((await findFileSize(folder, weightsFile)) !== undefined) {
    const file = await openFile(folder, weightsFile);
    return weightsOf(
      [weightsFile],
      [file],
      [...file.tensors.keys()].map((name) => [name, file]),
    );
  }
  const index = await findDocument(folder, indexFile, z.looseObject({}, NO_OBJECT));
  if (index !== undefined) return await openShards(folder, index);
  for (const file of pickledFiles)
    if ((await findFileSize(folder, file)) !== undefined) throw new PickledWeightsError(folder, file);
  throw new NotAPretrainedFolderError(folder, `it holds neither ${weightsFile} nor ${indexFile}`);
}

async function openShards(folder: string, index: Record<string, unknown>): Promise<OpenWeights> {
  const shardOf = readWeightMap(path.join(folder, indexFile), index);
  const names = [...new Set(shardOf.values())].sort();
  const shards = new Map<string, SafetensorsFile>();
  try {
    for (const name of names) {
      if ((await findFileSize(folder, name)) === undefined)
        throw new NotAPretrainedFolderError(folder, `its shard ${name} is missing`);
      shards.set(name, await openFile(folder, name));
    }
    requireAgreement(path.join(folder, indexFile), shardOf, shards);
  } catch (error) {
    for (const shard of shards.values()) await shard.close();
    throw error;
  }
  return weightsOf(
    names,
    [...shards.values()],
    [...shardOf].map(([tensor, name]) => [tensor, shards.get(name)!]),
  );
}

/** The shard of each tensor. */
function readWeightMap(file: string, index: Record<string, unknown>): ReadonlyMap<string, string> {
  const parsed = weightIndex.safeParse(index);
  if (!parsed.success)
    throw new BadPretrainedFileError(file, "its weight_map is not a table of tensors and file names");
  const shardOf = new Map(Object.entries(parsed.data.weight_map));
  const names = new Set(shardOf.values());
  if (names.size > shardLimit)
    throw new BadPretrainedFileError(file, `it lists ${names.size} shards; at most ${shardLimit} are opened`);
  for (const name of names) {
    const fault = fileNameFault(name);
    if (fault !== undefined)
      throw new BadPretrainedFileError(file, `the shard ${JSON.stringify(name.slice(0, 200))} is refused, as ${fault}`);
  }
  return shardOf;
}

function requireAgreement(
  file: string,
  shardOf: ReadonlyMap<string, string>,
  shards: ReadonlyMap<string, SafetensorsFile>,
): void {
  const shown = (tensor: string) => JSON.stringify(tensor.slice(0, 200));
  for (const [tensor, name] of shardOf)
    if (!shards.get(name)!.tensors.has(tensor))
      throw new BadPretrainedFileError(
        file,
        `it says that ${name} holds the tensor ${shown(tensor)}, which it does not`,
      );
  for (const [name, shard] of shards)
    for (const tensor of shard.tensors.keys())
      if (shardOf.get(tensor) !== name)
        throw new BadPretrainedFileError(
          file,
          `${name} holds the tensor ${shown(tensor)}, which it does not list there`,
        );
}

async function openFile(folder: string, name: string): Promise<SafetensorsFile> {
  const file = path.join(folder, name);
  return await openSafetensors(file).catch((error) => {
    throw readFailure(file, error);
  });
}

function weightsOf(
  files: readonly string[],
  open: readonly SafetensorsFile[],
  byTensor: [tensor: string, file: SafetensorsFile][],
): OpenWeights {
  return {
    files,
    byTensor: new Map(byTensor),
    async close() {
      for (const file of open) await file.close();
    },
  };
}
