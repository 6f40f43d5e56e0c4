import { z } from "zod";

/** Names of users as social media write them (@name) become one word; an empty one takes them out. */
export const userNamesConfig = z.strictObject({
  type: z.literal("user-names/v1"),
  replaceBy: z.string().max(100).default("<user>"),
});
