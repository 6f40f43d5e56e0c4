/** @file Names of repositories and revisions, and the addresses they have. */
import { InvalidRepositoryError, InvalidRevisionError } from "./errors.ts";
import type { HubSettings } from "./hub-settings.ts";

const namePart = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,95}$/;

/** Checks that a word is OWNER/NAME. @throws InvalidRepositoryError */
export function requireRepository(word: string): string {
  const parts = word.split("/");
  if (parts.length !== 2 || !parts.every((part) => namePart.test(part) && !/\.\.|--|\.git$/.test(part)))
    throw new InvalidRepositoryError(word);
  return word;
}

/** Checks a branch, tag or commit. @throws InvalidRevisionError */
export function requireRevision(revision: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(revision) || /\.\.|\/\//.test(revision))
    throw new InvalidRevisionError(revision);
  return revision;
}

/** Where a hub tells of a model: which commit a revision is. */
export const revisionUrl = ({ endpoint }: HubSettings, repository: string, revision: string) =>
  `${endpoint}/api/models/${repository}/revision/${encodeURIComponent(revision)}`;

/** Where a hub lists the files of a commit. */
export const treeUrl = ({ endpoint }: HubSettings, repository: string, commit: string) =>
  `${endpoint}/api/models/${repository}/tree/${commit}?recursive=true`;

/** Where a hub has a file of a commit. */
export const fileUrl = ({ endpoint }: HubSettings, repository: string, commit: string, file: string) =>
  `${endpoint}/${repository}/resolve/${commit}/${file.split("/").map(encodeURIComponent).join("/")}`;
