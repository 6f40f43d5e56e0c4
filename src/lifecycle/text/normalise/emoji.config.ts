import { z } from "zod";

/** Emoji stay, go, or become their Unicode names (:red_heart:), whatever the skin tone. */
export const emojiConfig = z.strictObject({
  type: z.literal("emoji/v1"),
  as: z.enum(["kept", "removed", "named"]).default("named"),
});
