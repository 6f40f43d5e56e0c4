/** @file Transformers against what PyTorch computed for the shared models, and for models with random weights made here. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe } from "node:test";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedModel, withoutModel } from "./shared-data.ts";
import { describeAsReference } from "./transformer-reference.ts";

for (const name of ["tiny-bert", "tiny-distilbert", "tiny-roberta", "tiny-gpt2"])
  describeAsReference(name, withoutModel(name), () => sharedModel(name)!);

const KINDS = [
  ...["bert", "bert-multi-label", "bert-masked", "distilbert-masked", "electra", "mpnet", "mpnet-masked"],
  ...["roberta-masked", "xlm-roberta", "gpt2", "gpt2-classifier"],
];

describe("random models", { skip: withoutPeers() }, () => {
  let folder = "";
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "lexops-transformers-"));
    await runPeer(path.join(import.meta.dirname, "transformers_peer.py"), ["make", folder, ...KINDS]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const kind of KINDS) describeAsReference(kind, false, () => path.join(folder, kind));
});
