/** @file A stream of text as lines. */

/**
 * Whole lines in the groups they arrive in, so that a slow writer is answered at once. A last line without its break
 * counts; carriage returns before a break do not. Ends early when the signal is aborted.
 */
export async function* linesOf(chunks: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  let unfinished = "";
  for await (const chunk of chunks) {
    if (signal.aborted) return;
    const parts = (unfinished + chunk).split("\n");
    unfinished = parts.pop()!;
    if (parts.length > 0) yield parts.map(withoutReturn);
  }
  if (unfinished !== "") yield [withoutReturn(unfinished)];
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
