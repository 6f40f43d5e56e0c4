import { z } from "zod";

/** One of Unicode's normalisation forms (UAX #15); the K forms also make compatible characters one: ﬁ, ２, ½. */
export const unicodeConfig = z.strictObject({
  type: z.literal("unicode/v1"),
  form: z.enum(["NFC", "NFD", "NFKC", "NFKD"]).default("NFC"),
});
