/** @file Settings of the hint at personal data. */
import { z } from "zod";

/** There is nothing to set. */
export const personalDataConfig = z.strictObject({});
