/** @file Which tensor of a folder is which weight of its architecture. */
import path from "node:path";
import {
  readTransformerConfig,
  type TransformerConfig,
  type TransformerWeight,
  transformers,
} from "../transformer/index.ts";
import { classLabels } from "./class-labels.ts";
import { WeightsMismatchError } from "./errors.ts";
import { configFile, type PretrainedFolder } from "./open-pretrained-folder.ts";

/** A folder's model, its tensors matched with the weights of its architecture. */
export interface MatchedWeights {
  readonly config: TransformerConfig;
  /**
   * What the folder calls each weight, by the architecture's name of it: all weights of the body, and those of heads
   * that are there.
   */
  readonly storedNames: ReadonlyMap<string, string>;
  /** The labels of a classifier, where the whole head is there. */
  readonly labels: readonly string[] | null;
  readonly hasLanguageModel: boolean;
  /** Tensors of other heads, which are left out. */
  readonly leftOut: readonly string[];
  /** Numbers that training could change, of those that are not left out. */
  readonly parameters: number;
}

/** What is saved beside the weights but never trained, and follows from the sizes. */
const buffers = /(^|\.)(position_ids|token_type_ids|attn\.(bias|masked_bias))$/;

/** Checkpoints of 2018 and 2019 have the names that TensorFlow gave. */
const oldEndings: readonly (readonly [now: string, then: string])[] = [
  [".weight", ".gamma"],
  [".bias", ".beta"],
];

/**
 * Checks a folder's tensors against the weights of its architecture.
 * @throws UnsupportedArchitectureError, UnsupportedConfigError, and WeightsMismatchError that names missing tensors,
 * tensors of other shapes, and unknown ones inside the body
 */
export function matchWeights(opened: PretrainedFolder): MatchedWeights {
  const config = readTransformerConfig(opened.modelType, opened.config);
  const architecture = transformers.get(opened.modelType);
  const labels = classLabels(path.join(opened.folder, configFile), opened.config);
  const body = architecture.weights(config);
  const classifier = architecture.classifier.weights(config, labels.length);
  const languageModel = architecture.languageModel?.weights(config);
  const nameInFolder = namesIn(opened, architecture.prefix);

  const storedNames = new Map<string, string>();
  const missing: string[] = [];
  const misshapen = new Map<string, string>();
  for (const weight of [...body, ...classifier, ...(languageModel ?? [])]) {
    const stored = nameInFolder(weight.name);
    const shape = stored === undefined ? undefined : opened.tensors.get(stored)?.shape;
    if (stored === undefined || shape === undefined) {
      if (body.includes(weight)) missing.push(weight.name);
    } else if (isEqualShape(weight.shape, shape)) storedNames.set(weight.name, stored);
    else misshapen.set(stored, `${stored} has the shape [${shape.join(", ")}] and not [${weight.shape.join(", ")}]`);
  }
  const matched = new Set(storedNames.values());
  const others = [...opened.tensors.keys()].filter((name) => !matched.has(name) && !buffers.test(name));
  const parts = new Set(body.map(({ name }) => firstPart(withoutPrefix(name, architecture.prefix))));
  const unknown = others.filter(
    (name) => !misshapen.has(name) && parts.has(firstPart(withoutPrefix(name, architecture.prefix))),
  );
  if (missing.length + misshapen.size + unknown.length > 0)
    throw new WeightsMismatchError(opened.folder, opened.modelType, {
      missing,
      misshapen: [...misshapen.values()],
      unknown,
    });

  const isWhole = (head: readonly TransformerWeight[]) => head.every(({ name }) => storedNames.has(name));
  return {
    config,
    storedNames,
    labels: isWhole(classifier) ? labels : null,
    hasLanguageModel: languageModel !== undefined && isWhole(languageModel),
    leftOut: others,
    parameters: [...matched].reduce((sum, name) => sum + elementsOf(opened.tensors.get(name)!.shape), 0),
  };
}

/** How a weight is called in a folder: checkpoints without a head leave the prefix out. */
function namesIn({ tensors }: PretrainedFolder, prefix: string): (weight: string) => string | undefined {
  const isPrefixed = [...tensors.keys()].some((name) => name.startsWith(prefix));
  return (weight) => {
    const name = isPrefixed ? weight : withoutPrefix(weight, prefix);
    const old = oldEndings.flatMap(([now, then]) => (name.endsWith(now) ? `${name.slice(0, -now.length)}${then}` : []));
    return [name, ...old].find((candidate) => tensors.has(candidate));
  };
}

const withoutPrefix = (name: string, prefix: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);

const firstPart = (name: string) => name.slice(0, Math.max(0, name.indexOf(".")));

const isEqualShape = (left: readonly number[], right: readonly number[]) =>
  left.length === right.length && left.every((size, at) => size === right[at]);

const elementsOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
