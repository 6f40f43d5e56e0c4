/** @file Settings of the search for misspelt labels. */
import { z } from "zod";

/** There is nothing to set. */
export const labelTyposConfig = z.strictObject({});
