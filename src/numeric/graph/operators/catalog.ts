/** @file Every operator's entry, for the conformance suite: adding an operator is a file and a line here. */
import type { OperatorEntry } from "../tensor.ts";
import { activationEntries } from "./activation.ts";
import { arithmeticEntries } from "./arithmetic.ts";
import { broadcastEntries } from "./broadcast.ts";
import { castEntries } from "./cast.ts";
import { comparisonEntries } from "./comparison.ts";
import { constantOfShapeEntries } from "./constant-of-shape.ts";
import { convolutionEntries } from "./convolution.ts";
import { cumulativeSumEntries } from "./cumulative-sum.ts";
import { dropoutEntries } from "./dropout.ts";
import { exponentialEntries } from "./exponential.ts";
import { extremumEntries } from "./extremum.ts";
import { gatherEntries } from "./gather.ts";
import { layerNormalizationEntries } from "./layer-normalization.ts";
import { matmulEntries } from "./matmul.ts";
import { oneHotEntries } from "./one-hot.ts";
import { reduceEntries } from "./reduce.ts";
import { reshapeEntries } from "./reshape.ts";
import { scatterElementsEntries } from "./scatter-elements.ts";
import { scatterNDEntries } from "./scatter-nd.ts";
import { shapeEntries } from "./shape-of.ts";
import { sliceEntries } from "./slice.ts";
import { softmaxEntries } from "./softmax.ts";
import { transposeEntries } from "./transpose.ts";
import { whereEntries } from "./where.ts";

/** In no order that matters. */
export const operatorEntries: readonly OperatorEntry[] = [
  ...shapeEntries,
  ...reshapeEntries,
  ...broadcastEntries,
  ...transposeEntries,
  ...sliceEntries,
  ...constantOfShapeEntries,
  ...arithmeticEntries,
  ...exponentialEntries,
  ...activationEntries,
  ...comparisonEntries,
  ...whereEntries,
  ...castEntries,
  ...reduceEntries,
  ...softmaxEntries,
  ...matmulEntries,
  ...gatherEntries,
  ...scatterElementsEntries,
  ...cumulativeSumEntries,
  ...layerNormalizationEntries,
  ...dropoutEntries,
  ...oneHotEntries,
  ...extremumEntries,
  ...scatterNDEntries,
  ...convolutionEntries,
];
