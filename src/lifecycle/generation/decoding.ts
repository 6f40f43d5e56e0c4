/** @file What every way of choosing tokens works with. */
import type { Session } from "../../numeric/runtime/index.ts";
import type { TransformerConfig } from "../transformer/index.ts";
import type { GenerateSettings } from "./generate-options.config.ts";

/** A prompt to go on from, and how. */
export interface Decoding {
  readonly session: Session;
  readonly config: TransformerConfig;
  /** At least one. */
  readonly prompt: readonly number[];
  readonly settings: GenerateSettings;
  /** Tokens that are written at most. */
  readonly mostTokens: number;
  readonly endIds: readonly number[];
  /** Whether tokens that were written hold a text to stop at. */
  hasStopped(written: readonly number[]): boolean;
  /** Told of each token once it is certain. */
  onToken(id: number): void;
  throwIfCancelled(): void;
}
