import type { api } from "../api/index.ts";
import { CancelledError } from "../foundation/index.ts";
import { namedNormalisers, normaliseText } from "../lifecycle/text/index.ts";
import type { Action } from "./action.ts";
import { findTextSource, textsOf } from "./input-texts.ts";

/** What normalisers make of texts, with the way back. */
export const normalise: Action<typeof api.normalise> = async function* (context, { normalise: names, inputs, text }) {
  const list = namedNormalisers(names);
  const source = await findTextSource(context, inputs);
  let row = 0;
  for await (const texts of textsOf(context, source, "Normalising", text)) {
    if (context.signal.aborted) throw new CancelledError("The normalising");
    for (const original of texts) {
      const { text: normalised, edits } = normaliseText(original, list);
      yield { row: ++row, text: original, normalised, edits: foursOf(edits) };
    }
  }
};

function foursOf(edits: readonly number[]): [number, number, number, number][] {
  return Array.from({ length: edits.length / 4 }, (_, at) => [
    edits[at * 4]!,
    edits[at * 4 + 1]!,
    edits[at * 4 + 2]!,
    edits[at * 4 + 3]!,
  ]);
}
