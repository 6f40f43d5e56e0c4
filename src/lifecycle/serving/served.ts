/** @file What can be served. */
import type { LoadedBundle } from "../bundle/index.ts";
import type { Embedder } from "../embedding/index.ts";
import type { TextGenerator } from "../generation/index.ts";

/** A pre-trained model's name, and its id where it was imported. */
interface NamedModel {
  readonly name: string;
  readonly id: string | null;
}

/** A sentence encoder. */
export interface ServedEmbedder extends NamedModel {
  readonly embedder: Embedder;
}

/** A language model. */
export interface ServedGenerator extends NamedModel {
  readonly generator: TextGenerator;
}

/** A bundle, a sentence encoder or a language model. */
export type Served = LoadedBundle | ServedEmbedder | ServedGenerator;
