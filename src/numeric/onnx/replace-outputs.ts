/** @file Outputs of a model computed anew from others of its outputs: a last stage, added to the file as it is. */
import type { GraphBuilder } from "../graph/index.ts";
import { encodeModel } from "./encode-model.ts";
import { UnreadableModelError } from "./errors.ts";
import { graphField, modelField, nodeField, tensorField, valueField } from "./onnx-fields.ts";
import { readMessage } from "./protobuf-reader.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

/** Parts of a graph as they are stored, with the names that tie them together. */
interface StoredGraph {
  readonly nodes: readonly { readonly bytes: Uint8Array; readonly inputs: string[]; readonly outputs: string[] }[];
  readonly initializers: ReadonlyMap<string, Uint8Array>;
  readonly inputs: ReadonlyMap<string, Uint8Array>;
  readonly outputs: ReadonlyMap<string, Uint8Array>;
}

/**
 * The model with the outputs of `stage` in place of its own of the same names. The stage takes outputs of the model by
 * their names, and names what it records with a prefix that no other stage of the model has. What no output needs any
 * more is left out. Both have the operators' version that `encodeModel` writes.
 * @throws UnreadableModelError
 */
export function replaceOutputs(model: Uint8Array, stage: GraphBuilder): Uint8Array {
  const base = readGraph(model);
  const added = readGraph(encodeModel(stage));
  for (const name of added.inputs.keys())
    if (!base.outputs.has(name)) throw new UnreadableModelError("the model", `it has no output "${name}"`);
  const outputs = new Map([...base.outputs, ...added.outputs]);
  // The stage's names win: nodes of the model that made such outputs, or belonged to an earlier such stage, go.
  const replaced = new Set(added.nodes.flatMap((node) => node.outputs));
  const kept = base.nodes.filter((node) => !node.outputs.some((name) => replaced.has(name)));
  const nodes = neededNodes([...kept, ...added.nodes], new Set(outputs.keys()));
  const used = new Set([...outputs.keys(), ...nodes.flatMap((node) => node.inputs)]);

  const writer = new ProtobufWriter();
  readMessage(model, "the model", {
    [modelField.irVersion]: (field) => writer.integer(modelField.irVersion, field.integer()),
    [modelField.producerName]: (field) => writer.bytes(modelField.producerName, field.bytes()),
    [modelField.graph]: () =>
      writer.message(modelField.graph, (graph) => {
        for (const { bytes } of nodes) graph.bytes(graphField.node, bytes);
        graph.text(graphField.name, "lexops");
        for (const [name, bytes] of new Map([...base.initializers, ...added.initializers]))
          if (used.has(name)) graph.bytes(graphField.initializer, bytes);
        for (const bytes of base.inputs.values()) graph.bytes(graphField.input, bytes);
        for (const bytes of outputs.values()) graph.bytes(graphField.output, bytes);
      }),
    [modelField.opsetImport]: (field) => writer.bytes(modelField.opsetImport, field.bytes()),
    [modelField.metadataProps]: (field) => writer.bytes(modelField.metadataProps, field.bytes()),
  });
  return writer.finish();
}

function neededNodes(nodes: StoredGraph["nodes"], outputs: ReadonlySet<string>): StoredGraph["nodes"] {
  const used = new Set(outputs);
  return nodes
    .toReversed()
    .filter((node) => {
      const isNeeded = node.outputs.some((name) => used.has(name));
      if (isNeeded) for (const input of node.inputs) used.add(input);
      return isNeeded;
    })
    .reverse();
}

function readGraph(model: Uint8Array): StoredGraph {
  const nodes: { bytes: Uint8Array; inputs: string[]; outputs: string[] }[] = [];
  const initializers = new Map<string, Uint8Array>();
  const inputs = new Map<string, Uint8Array>();
  const outputs = new Map<string, Uint8Array>();
  readMessage(model, "the model", {
    [modelField.graph]: (graph) =>
      readMessage(graph.bytes(), "the graph", {
        [graphField.node]: (field) => nodes.push(readNode(field.bytes())),
        [graphField.initializer]: (field) => initializers.set(nameOf(field.bytes(), tensorField.name), field.bytes()),
        [graphField.input]: (field) => inputs.set(nameOf(field.bytes(), valueField.name), field.bytes()),
        [graphField.output]: (field) => outputs.set(nameOf(field.bytes(), valueField.name), field.bytes()),
      }),
  });
  return { nodes, initializers, inputs, outputs };
}

function readNode(bytes: Uint8Array) {
  const node = { bytes, inputs: [] as string[], outputs: [] as string[] };
  readMessage(bytes, "a node", {
    [nodeField.input]: (field) => node.inputs.push(field.text()),
    [nodeField.output]: (field) => node.outputs.push(field.text()),
  });
  return node;
}

function nameOf(bytes: Uint8Array, nameField: number): string {
  let name = "";
  readMessage(bytes, "a named value", {
    [nameField]: (field) => {
      name = field.text();
    },
  });
  return name;
}
