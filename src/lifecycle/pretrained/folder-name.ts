import path from "node:path";

/** What a folder is called, and where it came from. */
export interface FolderName {
  readonly name: string;
  readonly source: string;
}

/**
 * The name that a folder suggests: "owner/name" and its commit in the Hub's cache
 * (`models--owner--name/snapshots/COMMIT`), else the folder's own.
 */
export function folderName(folder: string): FolderName {
  const place = path.resolve(folder);
  const cached = /models--([^/\\]+?)--([^/\\]+)[/\\]snapshots[/\\]([0-9a-f]{40})$/.exec(place);
  const [, owner, name, commit] = cached ?? [];
  if (owner !== undefined) return { name: `${owner}/${name}`, source: `${owner}/${name}@${commit}` };
  return { name: path.basename(place), source: path.basename(place) };
}
