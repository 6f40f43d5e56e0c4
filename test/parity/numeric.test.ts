/** @file The numeric graph against Python: the onnx package's checker, its onnxruntime, and PyTorch's gradients. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { compositeEntries, operatorEntries, type TensorData } from "../../src/numeric/graph/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";
import { exampleNetworks } from "../numeric/example-networks.ts";
import { buildSample } from "../numeric/sample-graph.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

/** What a peer found of one model. */
interface Finding {
  /** The checker's complaint; null where it has none. */
  readonly complaint: string | null;
  /** The largest |ours − theirs| / max(1, |theirs|) by output. */
  readonly differences: Readonly<Record<string, number>>;
}

type Findings = Readonly<Record<string, Finding>>;

const entries = [...operatorEntries, ...compositeEntries, { type: "networks", samples: exampleNetworks }];
const cases = [
  ...entries.flatMap(({ type, samples }) =>
    samples.map((sample) => ({ name: `${type}: ${sample.name}`, sample, onlyFloat32: sample.onlyFloat32 ?? false })),
  ),
  ...exampleNetworks.map((sample) => ({ name: `shipped: ${sample.name}`, sample, onlyFloat32: true, ships: true })),
];

function plain({ type, shape, data }: TensorData) {
  return { type, shape, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64") };
}

function plainRecord(tensors: Readonly<Record<string, TensorData>>) {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, plain(tensor)]));
}

describe("numeric graph", { skip: withoutPeers() }, () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-parity-"));
    const models = [];
    for (const [index, { name, sample, onlyFloat32, ...rest }] of cases.entries()) {
      const precision = onlyFloat32 ? "float32" : "float64";
      const { graph, feeds, parameters, differentiated } = buildSample(sample, precision, "ships" in rest);
      const model = encodeModel(graph, { parameters, metadata: { name } });
      const file = path.join(folder, `${index}.onnx`);
      await writeFile(file, model);
      const session = await createSession(model);
      const outputs = await session.run(feeds);
      await session.release();
      models.push({ name, file, differentiated, feeds: plainRecord(feeds), outputs: plainRecord(outputs) });
    }
    await writeFile(path.join(folder, "models.json"), JSON.stringify(models));
  });
  after(() => rm(folder, { recursive: true }));

  test("every model passes the onnx checker and gives the same in Python's onnxruntime", async () => {
    const findings = await ask("numeric_onnx.py");
    for (const { name } of cases) {
      const { complaint, differences } = findings[name]!;
      assert.equal(complaint, null, name);
      assert.ok(Object.keys(differences).length > 0, name);
      for (const [output, difference] of Object.entries(differences)) {
        assert.ok(difference <= 1e-6, `${name}: ${output} differs by ${difference}`);
      }
    }
  });

  test("every value and gradient is PyTorch's", async () => {
    const findings = await ask("numeric_torch.py");
    for (const { name, onlyFloat32 } of cases) {
      const { differences } = findings[name]!;
      assert.ok(Object.keys(differences).length > 0, name);
      for (const [output, difference] of Object.entries(differences)) {
        const allowed = onlyFloat32 ? 2e-5 : 1e-12; // PyTorch runs in double precision
        assert.ok(difference <= allowed, `${name}: ${output} differs by ${difference}`);
      }
    }
  });

  async function ask(script: string): Promise<Findings> {
    const file = path.join(import.meta.dirname, script);
    return JSON.parse(await runPeer(file, [path.join(folder, "models.json")])) as Findings;
  }
});
