/** @file SentencePiece's sign for a space, as pre-tokeniser and decoder have it in tokenizer files. */
import { z } from "zod";
import { type FilePart, readFields } from "./parts.ts";

const schemes = z.enum(["always", "never", "first"]);
const fields = z.looseObject({
  replacement: z.string().min(1),
  prepend_scheme: schemes.optional(),
  /** Of older files. */
  add_prefix_space: z.boolean().optional(),
  split: z.boolean().default(true),
});

/** What a Metaspace part says. @throws InvalidTokenizerError */
export function readMetaspace(
  part: FilePart,
  where: string,
): { readonly replacement: string; readonly scheme: z.output<typeof schemes>; readonly split: boolean } {
  const { replacement, prepend_scheme, add_prefix_space, split } = readFields(fields, part, where);
  return { replacement, scheme: prepend_scheme ?? (add_prefix_space === false ? "never" : "always"), split };
}
