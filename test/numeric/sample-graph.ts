/** @file Turns an operator's sample into a graph with a loss and gradients, and numbers to feed it. */
import { createRandom, type Random } from "../../src/foundation/index.ts";
import {
  add,
  cast,
  type DataType,
  type Dimension,
  GraphBuilder,
  gradients,
  multiply,
  type OperatorSample,
  reduceSum,
  type Tensor,
  type TensorData,
  tensorData,
} from "../../src/numeric/graph/index.ts";

/** A sample's graph: its outputs y0, y1, …; the loss Σ wᵢ·yᵢ with fixed weights; the gradients by its float inputs. */
export interface SampleGraph {
  readonly graph: GraphBuilder;
  readonly feeds: Readonly<Record<string, TensorData>>;
  /** Values of parameters, where the sample's weights are those. */
  readonly parameters: Readonly<Record<string, TensorData>>;
  readonly outputs: readonly Tensor[];
  /** Inputs that the loss is differentiated by. */
  readonly differentiated: readonly string[];
  readonly sizes: Readonly<Record<string, number>>;
}

/** Whether a type has derivatives. */
function isFloat(type: DataType): boolean {
  return type === "float32" || type === "float64";
}

/**
 * Builds a sample in the given precision. The same numbers each time. `weightsInside`: its float32 inputs of known size
 * become parameters, as in a model that ships.
 */
export function buildSample(
  sample: OperatorSample,
  precision: "float32" | "float64",
  weightsInside = false,
): SampleGraph {
  const random = createRandom(`sample ${sample.name}`);
  const sizes = sample.sizes ?? {};
  const graph = new GraphBuilder();
  const inputs: Record<string, Tensor> = {};
  const feeds: Record<string, TensorData> = {};
  const parameters: Record<string, TensorData> = {};
  for (const [name, { shape, type, range = [-1, 1] as const, values }] of Object.entries(sample.inputs)) {
    const dataType = type === "float" ? precision : type;
    const numbers = shape.map((dimension) => sizeOf(dimension, sizes));
    const isWeight = weightsInside && type === "float" && shape.every((size) => typeof size === "number");
    inputs[name] = isWeight ? graph.parameter(name, numbers) : graph.input(name, dataType, shape);
    const data = tensorData(dataType, numbers, values ?? uniform(random, elements(numbers), range));
    (isWeight ? parameters : feeds)[name] = data;
  }
  const outputs = sample.build(inputs);
  outputs.forEach((output, index) => {
    graph.output(`y${index}`, output);
  });
  const floatOutputs = outputs.filter((output) => isFloat(output.type));
  const differentiated = Object.entries(sample.inputs).flatMap(([name, { type }]) => (type === "float" ? [name] : []));
  if (floatOutputs.length > 0 && differentiated.length > 0) {
    const terms = floatOutputs.map((output, index) => {
      const shape = output.shape.map((dimension) => sizeOf(dimension, sizes));
      const name = `weight${index}`;
      const weight = graph.input(name, output.type, output.shape);
      feeds[name] = tensorData(output.type, shape, uniform(random, elements(shape), [0.5, 1.5]));
      return cast(reduceSum(multiply(output, weight)), precision);
    });
    const loss = terms.reduce((left, right) => add(left, right));
    graph.output("loss", loss);
    const results = gradients(
      loss,
      differentiated.map((name) => inputs[name]!),
    );
    results.forEach((gradient, index) => {
      graph.output(`gradient:${differentiated[index]}`, gradient);
    });
  }
  return { graph, feeds, parameters, outputs, differentiated: floatOutputs.length > 0 ? differentiated : [], sizes };
}

/** What a dimension comes to when its names have these sizes. */
export function sizeOf(dimension: Dimension, sizes: Readonly<Record<string, number>>): number {
  if (typeof dimension === "number") return dimension;
  const terms = dimension.match(/[+-]?[^+-]+/g) ?? [];
  return terms.reduce((sum, term) => {
    const factors = term.replace(/^[+-]/, "").split("*");
    const product = factors.reduce((left, factor) => left * (sizes[factor] ?? Number(factor)), 1);
    return sum + (term.startsWith("-") ? -product : product);
  }, 0);
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function uniform(random: Random, count: number, [low, high]: readonly [number, number]): number[] {
  return Array.from({ length: count }, () => low + (high - low) * random.float());
}
