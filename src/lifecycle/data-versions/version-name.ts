/** @file How versions of data sets are named: `NAME`, `NAME@latest`, `NAME@v3`, `NAME@<first digits of an id>`. */
import type { DataVersionRecord } from "./data-version-store.ts";
import { AmbiguousVersionError, InvalidDataSetNameError, UnknownVersionError } from "./errors.ts";

/** A name taken apart. */
export interface VersionName {
  readonly name: string;
  /** "latest", "v3", or 4 to 64 hex digits. */
  readonly version: string;
}

const dataSetName = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;
const SHORTEST_PREFIX = 4;

/** @throws InvalidDataSetNameError */
export function requireDataSetName(name: string): void {
  if (!dataSetName.test(name)) throw new InvalidDataSetNameError(name);
}

/** Takes a word apart; `undefined` where it cannot name a version. */
export function parseVersionName(word: string): VersionName | undefined {
  const at = word.indexOf("@");
  const name = at === -1 ? word : word.slice(0, at);
  const version = at === -1 ? "latest" : word.slice(at + 1);
  if (!dataSetName.test(name) || version === "" || version.includes("@")) return undefined;
  return { name, version };
}

/** Takes a word apart that must name a version. @throws InvalidDataSetNameError */
export function requireVersionName(word: string): VersionName {
  const name = parseVersionName(word);
  if (name === undefined) throw new InvalidDataSetNameError(word);
  return name;
}

/** The version meant, of all that the data set has (oldest first, at least one). @throws UnknownVersionError, AmbiguousVersionError */
export function chooseVersion(
  versions: readonly DataVersionRecord[],
  { name, version }: VersionName,
): DataVersionRecord {
  if (version === "latest") return versions.at(-1)!;
  const number = /^v(\d{1,9})$/.exec(version)?.[1];
  const prefix = version.toLowerCase();
  const found =
    number !== undefined
      ? versions.filter((one) => one.number === Number(number))
      : prefix.length >= SHORTEST_PREFIX && /^[0-9a-f]+$/.test(prefix)
        ? versions.filter(({ id }) => id.startsWith(prefix))
        : [];
  if (found.length > 1)
    throw new AmbiguousVersionError(
      name,
      version,
      found.map(({ id }) => id),
    );
  const [only] = found;
  if (only === undefined)
    throw new UnknownVersionError(
      name,
      version,
      versions.slice(-10).map((one) => `v${one.number} (${shortId(one.id)})`),
    );
  return only;
}

/** The first digits of an id, as it is shown. */
export const shortId = (id: string): string => id.slice(0, 12);

/** How a version is called in messages: "reviews@v3". */
export const versionTitle = ({ name, number }: Pick<DataVersionRecord, "name" | "number">): string =>
  `${name}@v${number}`;
