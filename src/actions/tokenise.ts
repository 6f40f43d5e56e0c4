import type { api } from "../api/index.ts";
import { CancelledError } from "../foundation/index.ts";
import { readTokenizer } from "../lifecycle/text/index.ts";
import type { Action } from "./action.ts";
import { findTextSource, textsOf } from "./input-texts.ts";

/** What a tokenizer makes of texts. */
export const tokenise: Action<typeof api.tokenise> = async function* (context, input) {
  const { maxLength, truncation, specialTokens } = input;
  const tokenizer = await readTokenizer(input.tokenizer);
  const source = await findTextSource(context, input.inputs);
  let row = 0;
  for await (const texts of textsOf(context, source, "Tokenising", input.text)) {
    if (context.signal.aborted) throw new CancelledError("The tokenising");
    for (const text of texts) {
      const { tokens, cut } = tokenizer.encode(text, {
        addSpecialTokens: specialTokens,
        truncation,
        ...(maxLength === undefined ? {} : { maxLength }),
      });
      const shown = tokens.map(({ id, start, end }) => ({ id, token: tokenizer.tokenOf(id) ?? "", start, end }));
      yield { row: ++row, text, tokens: shown, cut };
    }
  }
};
