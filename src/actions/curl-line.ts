/** @file A line to paste into a shell. */

/** A `curl` command that asks a server for one prediction. */
export function curlLine(url: string, text: string): string {
  const body = JSON.stringify({ text }).replaceAll("'", "'\\''");
  return `curl ${url}/predict -H 'content-type: application/json' -d '${body}'`;
}
