/** @file How a text is cut into words, in every pipeline that has words. */
import { z } from "zod";

/**
 * `pattern`: what `tokenPattern` matches; `unicode`: words by Unicode's rules (UAX #29) in any script, with ICU's dictionaries
 * for Chinese, Japanese, Thai, Khmer, Lao and Burmese. Single letters and signs' words (3.14, don't) are kept whole.
 */
export const wordsField = z.enum(["pattern", "unicode"]).default("pattern");
