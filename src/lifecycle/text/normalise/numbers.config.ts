import { z } from "zod";

/** Numbers that stand alone (12, 1,000.50, 10:30, 2024-01-31) become one word; digits within words (mp3) stay. */
export const numbersConfig = z.strictObject({
  type: z.literal("numbers/v1"),
  replaceBy: z.string().max(100).default("<number>"),
});
