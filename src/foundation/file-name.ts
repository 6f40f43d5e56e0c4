/** @file Names of files inside a folder that others wrote: portable, and never leading out of it. */

const part = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const reservedByWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Why a name can't be used, or `undefined` where it can. */
export function fileNameFault(name: string): string | undefined {
  const parts = name.split("/");
  if (parts.length > 4) return "it has more than four levels";
  for (const piece of parts) {
    if (!part.test(piece) || piece.endsWith(".")) return "it leads out of the folder or holds other characters";
    if (reservedByWindows.test(piece)) return "Windows reserves it";
  }
  return undefined;
}
