/** @file Models that others trained: folders as the Hugging Face Hub has them, read, checked, imported. */
export { type CheckedPretrained, checkPretrained } from "./check-pretrained.ts";
export { ModelNameTakenError, UnknownModelError } from "./errors.ts";
export { requireFittingTokenizer } from "./fitting-tokenizer.ts";
export { findDocument } from "./folder-files.ts";
export { folderName } from "./folder-name.ts";
export { type ImportedPretrained, importPretrained, requireModelName } from "./import-pretrained.ts";
export { type MatchedWeights, matchWeights } from "./match-weights.ts";
export { isModelFile, listModelFiles } from "./model-files.ts";
export { openPretrainedFolder, type PretrainedFolder } from "./open-pretrained-folder.ts";
export type {
  Download,
  PretrainedFolderStore,
  PretrainedRecord,
  PretrainedRecordStore,
  PretrainedStores,
  StagedFolder,
} from "./pretrained-stores.ts";
export { type PretrainedModel, readPretrainedConfig, readPretrainedModel } from "./read-pretrained-model.ts";
export { openStoredModel, removeModel, type StoredModel } from "./stored-model.ts";
