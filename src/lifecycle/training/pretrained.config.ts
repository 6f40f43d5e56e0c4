/** @file Settings that name a pre-trained model. */
import { z } from "zod";

/** The model whose tokenizer and weights a training starts with. */
export const pretrainedConfig = z.strictObject({
  /** A folder as the Hugging Face Hub has it, or the name of an imported model. */
  model: z.string().min(1),
  /** Of an imported model its id, once known: another model of the same name is refused. */
  digest: z.string().nullable().default(null),
  /** Where it lies on this machine, once found; not part of what makes a bundle. */
  folder: z.string().min(1).optional(),
});

export type PretrainedConfig = z.output<typeof pretrainedConfig>;
