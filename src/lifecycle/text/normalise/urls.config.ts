import { z } from "zod";

/** Web addresses (http, https, ftp, www.) become one word; an empty one takes them out. */
export const urlsConfig = z.strictObject({
  type: z.literal("urls/v1"),
  replaceBy: z.string().max(100).default("<url>"),
});
