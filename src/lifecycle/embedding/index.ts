/** @file Embeddings of texts by sentence encoders. */
export { type Embedder, type EmbedderOptions, openEmbedder } from "./open-embedder.ts";
