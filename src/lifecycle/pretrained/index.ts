/** @file Models that others trained: folders as the Hugging Face Hub has them, read and checked. */
export { type MatchedWeights, matchWeights } from "./match-weights.ts";
export { openPretrainedFolder, type PretrainedFolder } from "./open-pretrained-folder.ts";
