/**
 * @file Every allowed arrow between folders of `src`, in one table. `scripts/check-arrows.ts` fails on any other, on
 * cycles of any length, on an import that passes by a folder's `index.ts`, and when fewer modules were seen than exist.
 */

/** Folder → the folders whose `index.ts` it may import. A folder not listed may import nothing. */
export const arrows = {
  foundation: [],

  "numeric/sparse": ["foundation"],
  "numeric/graph": ["foundation"],
  "numeric/onnx": ["foundation", "numeric/graph"],
  "numeric/runtime": ["foundation", "numeric/graph"],
  "numeric/kernels": ["foundation"],
  "numeric/optimise": ["foundation", "numeric/kernels"],

  "lifecycle/text": ["foundation", "numeric/sparse"],
  "lifecycle/data": ["foundation", "lifecycle/text"],
  "lifecycle/metrics": ["foundation"],
  "lifecycle/bundle": ["foundation", "numeric/graph", "numeric/onnx", "numeric/runtime", "numeric/sparse", "lifecycle/text"],
  "lifecycle/model": [
    "foundation",
    "numeric/graph",
    "numeric/onnx",
    "numeric/runtime",
    "numeric/kernels",
    "numeric/optimise",
    "numeric/sparse",
    "lifecycle/text",
  ],
  "lifecycle/training": [
    "foundation",
    "numeric/graph",
    "numeric/onnx",
    "numeric/runtime",
    "numeric/kernels",
    "numeric/optimise",
    "numeric/sparse",
    "lifecycle/text",
    "lifecycle/metrics",
    "lifecycle/model",
    "lifecycle/bundle",
  ],
  "lifecycle/evaluation": ["foundation", "lifecycle/metrics", "lifecycle/text", "lifecycle/bundle"],
  "lifecycle/serving": ["foundation", "lifecycle/text", "lifecycle/bundle"],

  recipe: ["foundation", "lifecycle/data/config", "lifecycle/text/config", "lifecycle/model/config", "lifecycle/training/config", "lifecycle/evaluation/config"],
};
