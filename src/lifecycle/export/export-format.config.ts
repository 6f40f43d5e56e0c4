/** @file Formats that a bundle is exported to. */
import { z } from "zod";

export const exportFormatConfig = z.enum(["huggingface"]);
