/** @file The catalogue of formats to export to: adding one is its file, one line here and one in the schema. */
import type { z } from "zod";
import { type Catalog, createCatalog } from "../../foundation/index.ts";
import type { exportFormatConfig } from "./export-format.config.ts";
import type { ExportFormat } from "./export-format.ts";
import { huggingFace } from "./hugging-face.ts";

const table: Readonly<Record<z.output<typeof exportFormatConfig>, ExportFormat>> = { huggingface: huggingFace };

/** Every format by its name. */
export const exportFormats: Catalog<ExportFormat> = createCatalog("export format", table);
