/** @file Small bundles with real graphs, one for each kind of encoding, for tests. */
import { createRandom } from "../../foundation/index.ts";
import {
  cast,
  filledLike,
  GraphBuilder,
  gather,
  matmul,
  multiply,
  reduceSum,
  softmax,
  sparseDense,
  type Tensor,
  type TensorData,
  tensorData,
  unsqueeze,
} from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { fitTextPipeline, textColumn } from "../text/index.ts";
import { type TextPipelineConfig, textPipelineConfig } from "../text/text-pipeline.config.ts";
import type { BundleContents } from "./bundle.ts";

/** Texts of several lengths, an empty one and one of unknown words among them. */
export const sampleTexts = [
  "a fine film, fine and warm",
  "dull",
  "a waste of time and of a fine cast: long, loud, dull and cold",
  "",
  "warm warm warm",
  "zyx wvu",
  "the cast is fine but the film is a waste of a warm evening and of a good book",
];

const pipelines: Readonly<Record<BundleContents["name"], unknown>> = {
  rows: { type: "tfidf/v1" },
  tokens: { type: "word-ids/v1", maxTokens: 50 },
  none: { type: "none/v1" },
};

/** The contents of a bundle named after the kind of encoding it uses, with random weights. */
export async function sampleContents(kind: "rows" | "tokens" | "none", labels: readonly string[] = ["bad", "good"]) {
  const config: TextPipelineConfig = textPipelineConfig.parse(pipelines[kind]);
  const { pipeline } = await fitTextPipeline(config, textColumn(sampleTexts), { threads: 1 });
  const weights = sampleWeights(kind, pipeline.featureCount, labels.length);
  return {
    name: `sample-${kind}`,
    labels,
    pipeline,
    onnx: encodeModel(sampleGraph(kind, weights), { parameters: weights }),
    weights,
    recipeYaml: "format: lexops-recipe/v1\n",
    lineage: { dataDigest: "0".repeat(64) },
    files: {
      "evaluation.json": JSON.stringify({ rows: 2, metrics: { accuracy: { value: 0.5, low: 0.1, high: 0.9 } } }),
    },
  } satisfies BundleContents;
}

function sampleWeights(kind: string, features: number, labels: number): Record<string, TensorData<"float32">> {
  const random = createRandom(7);
  const draw = (...shape: number[]) =>
    tensorData(
      "float32",
      shape,
      Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => random.normal()),
    );
  const bias = draw(labels);
  if (kind === "rows") return { weight: draw(features, labels), bias };
  if (kind === "tokens") return { embedding: draw(features, 4), weight: draw(4, labels), bias };
  return { bias };
}

function sampleGraph(kind: string, weights: Readonly<Record<string, TensorData>>): GraphBuilder {
  const graph = new GraphBuilder();
  const parameter = (name: string) => graph.parameter(name, weights[name]!.shape);
  let logits: Tensor;
  if (kind === "rows") {
    const rows = {
      indices: graph.input("indices", "int64", ["entries"]),
      values: graph.input("values", "float32", ["entries"]),
      offsets: graph.input("offsets", "int64", ["batch+1"]),
    };
    logits = sparseDense(rows, parameter("weight"), parameter("bias"));
  } else if (kind === "tokens") {
    const ids = graph.input("input_ids", "int64", ["batch", "tokens"]);
    const mask = graph.input("attention_mask", "int64", ["batch", "tokens"]);
    const embedded = multiply(gather(parameter("embedding"), ids), unsqueeze(cast(mask, "float32"), [2]));
    logits = matmul(reduceSum(embedded, [1]), parameter("weight"));
  } else {
    const batch = cast(graph.input("batch", "int64", ["batch"]), "float32");
    const ones = unsqueeze(filledLike(batch, 1), [1]);
    logits = multiply(ones, parameter("bias"));
  }
  graph.output("logits", logits);
  graph.output("probabilities", softmax(logits, -1));
  return graph;
}
