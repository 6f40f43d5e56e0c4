/** @file Colours and weights of a terminal, or none. */

/** Ways to set text off. Without colour each returns its text as it is. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

/** Paints with ANSI codes where `color` is wished. */
export function createPaint(color: boolean): Paint {
  const code = (on: number, off: number) => (text: string) =>
    color && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: code(1, 22), dim: code(2, 22), good: code(32, 39), bad: code(31, 39), accent: code(36, 39) };
}
