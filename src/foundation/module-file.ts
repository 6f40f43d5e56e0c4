/** @file Finds a worker's module beside the calling one: `.ts` in the sources, `.js` in the published package. */

/**
 * The URL of a sibling module.
 * @example new Worker(siblingModule(import.meta.url, "count-worker"))
 */
export function siblingModule(callerUrl: string, name: string): URL {
  return new URL(`./${name}${callerUrl.endsWith(".ts") ? ".ts" : ".js"}`, callerUrl);
}
