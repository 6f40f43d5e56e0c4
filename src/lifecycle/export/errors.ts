/** @file Why a bundle can't be written in another format. */
import { LexopsError } from "../../foundation/index.ts";

/** A bundle whose model has no counterpart in the format. */
export class NotExportableError extends LexopsError {
  readonly code = "export/not-exportable";
  readonly kind = "invalid-input";
  constructor(bundle: string, format: string, reason: string, remedy: string) {
    super(`The bundle "${bundle}" can't be exported as ${format}: ${reason}.`, remedy);
  }
}
