import { z } from "zod";

/** Mail addresses become one word; an empty one takes them out. */
export const mailsConfig = z.strictObject({
  type: z.literal("mails/v1"),
  replaceBy: z.string().max(100).default("<mail>"),
});
