/** @file The special tokens of a tokenizer.json by what they are for, as `tokenizer_config.json` names them. */
import { z } from "zod";

const token = z.tuple([z.string(), z.int()]);
const piece = z.looseObject({ SpecialToken: z.looseObject({ id: z.string() }).optional() });
const processor = z.looseObject({
  type: z.string(),
  cls: token.optional(),
  sep: token.optional(),
  single: z.array(piece).optional(),
  processors: z.array(z.unknown()).optional(),
});
const tokenizerFile = z.looseObject({
  added_tokens: z.array(z.looseObject({ content: z.string() })).nullish(),
  model: z.looseObject({
    unk_token: z.string().nullish(),
    unk_id: z.int().nullish(),
    vocab: z.union([z.array(z.tuple([z.string(), z.number()])), z.looseObject({})]),
  }),
  post_processor: z.unknown(),
});

const masks: ReadonlySet<string> = new Set(["[MASK]", "<mask>"]);
const endOfText = "<|endoftext|>";

/** `unk_token`, `cls_token` and the like, those that there are; a tokenizer.json does not say which token is padding. */
export function specialTokens(file: unknown): Readonly<Record<string, string>> {
  const { added_tokens, model, post_processor } = tokenizerFile.parse(file);
  const added = (added_tokens ?? []).map(({ content }) => content);
  const around = aroundText(post_processor);
  const unknown =
    model.unk_token ??
    (Array.isArray(model.vocab) && typeof model.unk_id === "number" ? model.vocab[model.unk_id]?.[0] : undefined);
  const ends = added.includes(endOfText) ? { bos_token: endOfText, eos_token: endOfText } : {};
  const named: Readonly<Record<string, string | undefined>> = {
    unk_token: unknown ?? undefined,
    cls_token: around.first,
    sep_token: around.last,
    mask_token: added.find((content) => masks.has(content)),
    ...ends,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, content]) => (content === undefined ? [] : [[name, content]])),
  );
}

/** The tokens that the post-processor puts before and behind a text. */
function aroundText(value: unknown): { readonly first?: string | undefined; readonly last?: string | undefined } {
  const parsed = processor.safeParse(value);
  if (!parsed.success) return {};
  const { cls, sep, single, processors } = parsed.data;
  if (cls !== undefined && sep !== undefined) return { first: cls[0], last: sep[0] };
  if (single !== undefined) return { first: single[0]?.SpecialToken?.id, last: single.at(-1)?.SpecialToken?.id };
  return (processors ?? []).map(aroundText).find(({ first, last }) => first !== undefined || last !== undefined) ?? {};
}
