/** @file A line to paste into a shell. */

/** A `curl` command that asks a server for one prediction. */
export function curlLine(url: string, text: string): string {
  return askLine(url, "predict", { text });
}

/** A `curl` command that asks a route. */
export function askLine(url: string, route: string, question: object): string {
  const body = JSON.stringify(question).replaceAll("'", "'\\''");
  return `curl ${url}/${route} -H 'content-type: application/json' -d '${body}'`;
}
