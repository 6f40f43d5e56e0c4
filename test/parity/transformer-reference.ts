/** @file A transformer of ours beside what PyTorch computed for the same weights: states, scores, loss, gradients, steps. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { labelLosses, targetLosses } from "../../src/lifecycle/model/loss-graph.ts";
import { readSafetensors } from "../../src/lifecycle/safetensors/index.ts";
import { configFields, type TransformerConfig, transformers } from "../../src/lifecycle/transformer/index.ts";
import {
  GraphBuilder,
  gather,
  gradients,
  reduceMean,
  reshape,
  type Tensor,
  type TensorData,
} from "../../src/numeric/graph/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";

interface Reference {
  readonly input_ids: readonly (readonly number[])[];
  /** A class for each text, numbers for each of its labels, or a class for each token, `NO_LABEL` where none counts. */
  readonly labels?: readonly (number | readonly number[])[] | null;
  readonly last_hidden_state: readonly (readonly (readonly number[])[])[];
  readonly hidden_states_of_first_text: readonly (readonly (readonly number[])[])[];
  /** [texts][classes] or [texts][tokens][classes] */
  readonly logits?: readonly (readonly (number | readonly number[])[])[];
  readonly logits_at_last_token?: readonly (readonly number[])[];
  readonly loss: number;
  readonly gradient_norms: Readonly<Record<string, number>>;
  readonly losses_under_adamw: {
    readonly lr: number;
    readonly betas: readonly [number, number];
    readonly eps: number;
    readonly weight_decay_on_every_parameter: number;
    readonly losses: readonly number[];
  };
}

const TOLERANCE = 1e-4;
const NO_LABEL = -100;

/** Compares the model of a folder, when the tests run, with the `reference.json` that stands beside it. */
export function describeAsReference(name: string, skip: string | false, place: () => string): void {
  describe(`${name} as PyTorch computes it`, { skip }, () => {
    const json = (file: string) => JSON.parse(readFileSync(path.join(place(), file), "utf8")) as unknown;
    const model = () => openModel(json("config.json") as Record<string, unknown>, place());

    test("states and scores", async () => {
      const reference = json("reference.json") as Reference;
      const { graph, states, scores, weights, config } = model();
      graph.output("states", states.at(-1)!);
      graph.output("scores", scores);
      for (const [layer, state] of states.entries())
        graph.output(`layer-${layer}`, reshape(state, ["batch*tokens", config.width]));
      const results = await run(graph, { ...inputsOf(reference), ...weights });
      const tokens = Math.max(...reference.input_ids.map((ids) => ids.length));
      const row = (output: string, text: number, token: number) => {
        const { data, shape } = results[output]!;
        const width = Number(shape.at(-1));
        return (data as Float32Array).subarray((text * tokens + token) * width, (text * tokens + token + 1) * width);
      };
      for (const [text, rows] of reference.last_hidden_state.entries())
        for (const [token, expected] of rows.entries()) close(row("states", text, token), expected);
      for (const [layer, rows] of reference.hidden_states_of_first_text.entries())
        for (const [token, expected] of rows.entries()) close(row(`layer-${layer}`, 0, token), expected);
      const scored = results["scores"]!.data as Float32Array;
      for (const [text, expected] of reference.logits?.entries() ?? []) {
        if (isByToken(expected)) for (const [token, one] of expected.entries()) close(row("scores", text, token), one);
        else close(scored.subarray(text * expected.length, (text + 1) * expected.length), expected as number[]);
      }
      reference.logits_at_last_token?.forEach((expected, text) => {
        close(row("scores", text, reference.input_ids[text]!.length - 1).subarray(0, expected.length), expected);
      });
    });

    test("loss, gradients and AdamW's steps", async () => {
      const reference = json("reference.json") as Reference;
      const { graph, scores, weights, parameters } = model();
      const { loss, feeds } = lossOf(graph, scores, reference);
      const slopes = gradients(loss, Object.values(parameters));
      graph.output("loss", loss);
      for (const [at, weight] of Object.keys(parameters).entries()) graph.output(`gradient/${weight}`, slopes[at]!);
      const session = await createSession(encodeModel(graph));
      const { lr, betas, eps, weight_decay_on_every_parameter: decay, losses } = reference.losses_under_adamw;
      const means = new Map(Object.entries(weights).map(([key, { data }]) => [key, zeroMeans(data.length)]));
      for (const [step, expected] of losses.entries()) {
        const results = await session.run({ ...inputsOf(reference), ...feeds, ...weights });
        const loss = Number(results["loss"]!.data[0]);
        assert.ok(Math.abs(loss - expected) < 1e-4 * Math.max(1, expected), `step ${step}: ${loss}, not ${expected}`);
        for (const [weight, { data }] of Object.entries(weights)) {
          const slope = results[`gradient/${weight}`]!.data as Float32Array;
          if (step === 0) requireNorm(weight, slope, reference.gradient_norms[weight]!);
          adamW(data as Float32Array, slope, means.get(weight)!, { step: step + 1, lr, betas, eps, decay });
        }
      }
      await session.release();
    });
  });
}

/** The graph of a model with the head of its checkpoint. */
function openModel(json: Record<string, unknown>, folder: string) {
  const type = String(json["model_type"]);
  const architecture = transformers.get(type);
  const config: TransformerConfig = architecture.readConfig(configFields(type, json));
  const graph = new GraphBuilder();
  const inputs = {
    inputIds: graph.input("input_ids", "int64", ["batch", "tokens"]),
    attentionMask: graph.input("attention_mask", "int64", ["batch", "tokens"]),
  };
  const scoresTokens = /(LMHeadModel|ForMaskedLM)$/.test(String(json["architectures"]));
  const classes = Object.keys(json["id2label"] ?? { no: 0, yes: 1 }).length;
  const head = scoresTokens
    ? architecture.languageModel!.weights(config)
    : architecture.classifier.weights(config, classes);
  const specs = [...architecture.weights(config), ...head];
  const parameters = Object.fromEntries(specs.map(({ name, shape }) => [name, graph.parameter(name, shape)]));
  const none = { dropoutMask: () => undefined };
  const states = architecture.hiddenStates(inputs, parameters, config, none);
  const scores = scoresTokens
    ? architecture.languageModel!.scores(states.at(-1)!, parameters, config)
    : architecture.classifier.scores(states.at(-1)!, inputs, parameters, config, none);
  const stored = readSafetensors(readFileSync(path.join(folder, "model.safetensors")), folder);
  const weights: Record<string, TensorData> = Object.fromEntries(specs.map(({ name }) => [name, stored[name]!]));
  assert.deepEqual(Object.keys(stored).sort(), specs.map(({ name }) => name).sort());
  return { graph, states, scores, weights, parameters, config };
}

function inputsOf({ input_ids }: Reference): Record<string, TensorData> {
  const tokens = Math.max(...input_ids.map((ids) => ids.length));
  const shape = [input_ids.length, tokens];
  const padded = (value: (ids: readonly number[], at: number) => number) =>
    BigInt64Array.from(input_ids.flatMap((ids) => Array.from({ length: tokens }, (_, at) => BigInt(value(ids, at)))));
  return {
    input_ids: { type: "int64", shape, data: padded((ids, at) => ids[at] ?? 0) },
    attention_mask: { type: "int64", shape, data: padded((ids, at) => (at < ids.length ? 1 : 0)) },
  };
}

/** Of the texts, of the tokens that have a label, or of every token that predicts another. */
function lossOf(graph: GraphBuilder, scores: Tensor, { labels, logits, input_ids }: Reference) {
  const rule = { type: "cross-entropy/v1", labelSmoothing: 0 } as const;
  const tokens = Math.max(...input_ids.map((ids) => ids.length));
  if (labels?.every((one) => typeof one === "object") && !isByToken(logits![0]!)) {
    const targets = graph.input("targets", "float32", scores.shape);
    const shape = [labels.length, labels[0]!.length];
    const data = Float32Array.from(labels.flat());
    const feeds: Record<string, TensorData> = { targets: { type: "float32", shape, data } };
    return { loss: reduceMean(targetLosses(scores, targets, rule)), feeds };
  }
  const wanted = (labels ?? input_ids.map((ids) => ids.slice(1))).flatMap((one, text) =>
    typeof one === "number"
      ? [{ place: text, id: one }]
      : one.map((id, at) => ({ place: text * tokens + at, id })).filter(({ id }) => id !== NO_LABEL),
  );
  const labelIds = graph.input("label_ids", "int64", ["targets"]);
  const places = graph.input("places", "int64", ["targets"]);
  const loss = reduceMean(labelLosses(gather(scores, places), labelIds, rule));
  const int64 = (values: readonly number[]): TensorData => ({
    type: "int64",
    shape: [values.length],
    data: BigInt64Array.from(values, BigInt),
  });
  const feeds: Record<string, TensorData> = {
    label_ids: int64(wanted.map(({ id }) => id)),
    places: int64(wanted.map(({ place }) => place)),
  };
  return { loss, feeds };
}

function isByToken(logits: readonly (number | readonly number[])[]): logits is readonly (readonly number[])[] {
  return typeof logits[0] === "object";
}

async function run(graph: GraphBuilder, feeds: Readonly<Record<string, TensorData>>) {
  const session = await createSession(encodeModel(graph));
  const results = await session.run(feeds);
  await session.release();
  return results;
}

function close(found: ArrayLike<number>, expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [at, value] of expected.entries())
    assert.ok(Math.abs(found[at]! - value) <= TOLERANCE, `${found[at]} is not ${value}`);
}

/** Norms within 1e-3; a key's bias has none in theory. */
function requireNorm(weight: string, slope: Float32Array, expected: number): void {
  const norm = Math.sqrt(slope.reduce((sum, value) => sum + value * value, 0));
  assert.ok(Math.abs(norm - expected) <= 1e-3 * expected + 1e-6, `${weight}: ${norm}, not ${expected}`);
}

const zeroMeans = (length: number) => ({ first: new Float64Array(length), second: new Float64Array(length) });

interface AdamWStep {
  readonly step: number;
  readonly lr: number;
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly decay: number;
}

/** Loshchilov & Hutter 2019, in place. */
function adamW(
  values: Float32Array,
  slope: Float32Array,
  { first, second }: ReturnType<typeof zeroMeans>,
  { step, lr, betas: [beta1, beta2], eps, decay }: AdamWStep,
): void {
  for (const [at, g] of slope.entries()) {
    first[at] = beta1 * first[at]! + (1 - beta1) * g;
    second[at] = beta2 * second[at]! + (1 - beta2) * g * g;
    const deviation = Math.sqrt(second[at]! / (1 - beta2 ** step)) + eps;
    values[at] = values[at]! * (1 - lr * decay) - (lr * (first[at]! / (1 - beta1 ** step))) / deviation;
  }
}
