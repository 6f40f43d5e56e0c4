/** @file Which tokens of a long text are kept. */

/** The first or the last tokens, at most as many as the pipeline keeps. */
export function keptEnd<Token>(
  tokens: readonly Token[],
  { maxLength, truncation }: { readonly maxLength: number; readonly truncation: "head" | "tail" },
): readonly Token[] {
  return truncation === "head" ? tokens.slice(0, maxLength) : tokens.slice(Math.max(0, tokens.length - maxLength));
}
