/** @file The catalogue of transformers by `model_type`: adding one is its file and one line here. */
import { type Catalog, createCatalog } from "../../foundation/index.ts";
import type { TransformerArchitecture } from "./architecture.ts";
import { bert } from "./bert.ts";
import { distilbert } from "./distilbert.ts";
import { electra } from "./electra.ts";
import { gpt2 } from "./gpt2.ts";
import { mpnet } from "./mpnet.ts";
import { roberta, xlmRoberta } from "./roberta.ts";

/** Every transformer by the `model_type` of its `config.json`. */
export const transformers: Catalog<TransformerArchitecture> = createCatalog<TransformerArchitecture>("transformer", {
  bert,
  distilbert,
  roberta,
  "xlm-roberta": xlmRoberta,
  electra,
  mpnet,
  gpt2,
});
