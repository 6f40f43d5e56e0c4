/** @file `tokenise-wordpiece`: token ids as BERT's uncased models have them, against Hugging Face's two libraries. */
import path from "node:path";
import { tokeniseBenchmark } from "./sides/tokenise-benchmark.ts";

const folder = path.resolve(import.meta.dirname, "../../shared/models/all-minilm-l6-v2");

export default tokeniseBenchmark("tokenise-wordpiece", "MiniLM's WordPiece", () => Promise.resolve(folder));
