/** @file What a format to export to is. */
import type { Bundle } from "../bundle/index.ts";
import type { ModelConfig } from "../model/index.ts";

/** A bundle with the model settings of its recipe. */
export interface ExportSource {
  readonly bundle: Bundle;
  readonly model: ModelConfig;
}

/** A folder's files by name, and what a person should know of them. */
export interface ExportedFolder {
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  /** How the folder's answers differ from the bundle's, one sentence each. */
  readonly notices: readonly string[];
}

/** Makes the files of a folder out of a bundle. @throws NotExportableError */
export type ExportFormat = (source: ExportSource) => Promise<ExportedFolder>;
