import { addEdit, type Normaliser } from "./normaliser.ts";

/** The one letter whose lower case is longer: a capital I with a dot becomes i and a combining dot. */
const dottedCapitalI = "\u0130";

/** Lower case as in JavaScript and Python, the final sigma included. */
export function lowerCase(): Normaliser {
  return (text, edits) => {
    const lower = text.toLowerCase();
    if (edits === null || lower.length === text.length) return lower;
    let moved = 0;
    for (let at = text.indexOf(dottedCapitalI); at >= 0; at = text.indexOf(dottedCapitalI, at + 1))
      addEdit(edits, at + moved++, 2, at, 1);
    return lower;
  };
}
