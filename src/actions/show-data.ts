import type { api } from "../api/index.ts";
import { inspectFile } from "../lifecycle/data/index.ts";
import { layoutBytes, versionSource } from "../lifecycle/data-versions/index.ts";
import type { Action } from "./action.ts";
import { namedVersion } from "./named-version.ts";
import { versionFacts, versionRow } from "./version-facts.ts";

/** What a version holds, and the versions beside it. */
export const showData: Action<typeof api.showData> = async ({ home, progress, signal }, input) => {
  const { stores, version } = await namedVersion(home, input.version);
  const { record, layout } = version;
  const versions = await stores.dataVersions.listVersions(record.name);
  return {
    ...versionFacts(version),
    createdAt: record.createdAt,
    addedFrom: record.addedFrom,
    sizeBytes: layoutBytes(layout),
    parts: layout.parts,
    versions: versions.map(versionRow),
    profile: input.profile
      ? { ...(await inspectFile(versionSource(stores.blobs, version), { progress, signal })) }
      : null,
  };
};
