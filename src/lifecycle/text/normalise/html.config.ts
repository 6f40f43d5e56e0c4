import { z } from "zod";

/** HTML becomes text: tags, comments, scripts and styles go, character references become their characters. */
export const htmlConfig = z.strictObject({ type: z.literal("html/v1") });
