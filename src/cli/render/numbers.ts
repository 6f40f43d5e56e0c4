/** @file Numbers and texts as people read them. */

/** 12345 → "12,345". */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** 0.1234 → "12.3 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Bytes → "66.2 MB". */
export function megabytes(sizeBytes: number): string {
  return sizeBytes < 100_000 ? `${(sizeBytes / 1000).toFixed(1)} kB` : `${(sizeBytes / 1e6).toFixed(1)} MB`;
}

/** One line of at most `width` characters, control characters made visible as spaces. */
export function oneLine(text: string, width: number): string {
  const line = text
    .slice(0, width * 4)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a text must not be able to steer the terminal
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, " ")
    .trim();
  const characters = [...line];
  return characters.length > width ? `${characters.slice(0, Math.max(1, width - 1)).join("")}…` : line;
}

/** Bold where the view has colours. */
export function bold(text: string, color: boolean): string {
  return color ? `\u001b[1m${text}\u001b[22m` : text;
}
