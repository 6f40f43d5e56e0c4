import { z } from "zod";

/** Every letter in lower case, by Unicode's full mapping and no language's own rules. */
export const lowerCaseConfig = z.strictObject({ type: z.literal("lower-case/v1") });
