/** @file Makes a version of a data set out of a file. */
import { canonicalJson } from "../../foundation/index.ts";
import type { BlobInfo, BlobStore } from "../blobs/index.ts";
import type { DataSource, DataWarning } from "../data/index.ts";
import type { DataStores } from "./data-stores.ts";
import { type DataVersion, loadVersion } from "./data-version.ts";
import type { DataLayout, DataManifest } from "./manifest.config.ts";
import { createRowObserver } from "./row-observer.ts";
import { describeAssignment, writeAssignment } from "./split-assignment.ts";
import { storeRows } from "./store-rows.ts";
import { type ReadingOptions, tableShape } from "./table-shape.ts";
import type { VersionFacts } from "./version-facts.ts";
import { requireDataSetName } from "./version-name.ts";
import { versionRoles } from "./version-roles.ts";

/** What to add, and how. */
export interface AddOptions extends ReadingOptions {
  readonly name: string;
  readonly facts: VersionFacts;
  /** What is kept as the name of the file it came from. */
  readonly addedFrom: string | null;
  readonly createdAt: string;
  /** From how many bytes on a source counts as large. */
  readonly largeBytes?: number | undefined;
}

/** A version that is there now. */
export interface AddedVersion {
  readonly version: DataVersion;
  /** False where the data set has a version with the same content and facts. */
  readonly added: boolean;
  /** The latest version until now. */
  readonly before: DataVersion | undefined;
  readonly storedBytes: number;
  /** Rows that were there already. */
  readonly keptRows: number;
  readonly warnings: readonly DataWarning[];
}

/** Adds the rows of a source to a data set as its next version. All or nothing becomes visible. @throws the errors of reading and storing */
export async function addVersion(stores: DataStores, source: DataSource, options: AddOptions): Promise<AddedVersion> {
  const { name, facts, addedFrom, createdAt } = options;
  const { blobs, dataVersions } = stores;
  requireDataSetName(name);
  const latest = (await dataVersions.listVersions(name)).at(-1);
  const before = latest === undefined ? undefined : await loadVersion(blobs, latest);
  const columns = await tableShape(source, options);
  const roles = versionRoles(source, columns, facts, before?.manifest);
  const assign = facts.assign ?? (facts.split === undefined ? earlierAssignment(before?.manifest) : undefined);

  let observer: ReturnType<typeof createRowObserver> | undefined;
  const startObserving = () => {
    observer?.close();
    observer = createRowObserver(source, columns, roles, assign);
    return observer;
  };
  const added: BlobInfo[] = [];
  try {
    const sameColumns = before !== undefined && isDeepEqual(shapeOf(before.manifest), columns);
    const base = sameColumns ? before : undefined;
    const stored = await storeRows({ blobs, source, columns, startObserving, options }, base, options.largeBytes);
    added.push(...stored.addedBlobs);
    const { assignment, warnings } = observer!.finish(stored.summary);
    const split = assignment === null ? null : await keep(added, writeAssignment(blobs, assignment));
    const layout: DataLayout = {
      ...stored.layout,
      split: split === null ? null : { sha256: split.sha256, sizeBytes: split.sizeBytes, rows: stored.rows },
    };
    const contents = columns.map(({ name: column, type }, at) => ({
      name: column,
      type: type === "json" ? ("json" as const) : ("text" as const),
      digest: stored.digests[at]!,
    }));
    const sameRows = before !== undefined && isDeepEqual(before.manifest.columns, contents);
    const manifest: DataManifest = {
      format: "lexops-data-version/v1",
      rows: stored.rows,
      columns: contents,
      roles,
      split:
        assignment === null || assign === undefined
          ? null
          : { ...assign.config, seed: assign.seed, ...describeAssignment(assignment) },
      licence: facts.licence ?? before?.manifest.licence ?? null,
      source: facts.source ?? before?.manifest.source ?? null,
      notes: facts.notes ?? (sameRows ? before.manifest.notes : null),
    };
    const manifestBlob = await keep(added, blobs.put(Buffer.from(canonicalJson(manifest))));
    const layoutBlob = await keep(added, blobs.put(Buffer.from(canonicalJson(layout))));
    const storedBytes = added.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const recorded = await dataVersions.addVersion({
      name,
      id: manifestBlob.sha256,
      layout: layoutBlob.sha256,
      rows: stored.rows,
      storedBytes,
      addedFrom,
      createdAt,
      blobs: [manifestBlob.sha256, layoutBlob.sha256, ...blobsOf(layout)],
    });
    if (!recorded.added) await removeUnneeded(stores, added);
    return {
      version: await loadVersion(blobs, recorded.version),
      added: recorded.added,
      before,
      storedBytes: recorded.added ? storedBytes : 0,
      keptRows: stored.keptRows,
      warnings,
    };
  } catch (error) {
    await removeUnneeded(stores, added);
    throw error;
  } finally {
    observer?.close();
  }
}

const isDeepEqual = (left: unknown, right: unknown) => canonicalJson(left) === canonicalJson(right);

const shapeOf = ({ columns }: DataManifest) => columns.map(({ name, type }) => ({ name, type }));

/** The blobs that hold a version's rows. */
function blobsOf({ parts, order, split }: DataLayout): string[] {
  return [...parts, ...(order === null ? [] : [order]), ...(split === null ? [] : [split])].map(({ sha256 }) => sha256);
}

async function keep(added: BlobInfo[], put: ReturnType<BlobStore["put"]>): Promise<BlobInfo> {
  const blob = await put;
  if (blob.added) added.push(blob);
  return blob;
}

async function removeUnneeded({ blobs, dataVersions }: DataStores, added: readonly BlobInfo[]): Promise<void> {
  if (added.length === 0) return;
  const needed = new Set(await dataVersions.listBlobs());
  for (const { sha256 } of added) if (!needed.has(sha256)) await blobs.delete(sha256);
}

function earlierAssignment(before: DataManifest | undefined): VersionFacts["assign"] {
  if (before === undefined || before.split === null) return undefined;
  const { method, testSize, validationSize, column, orderIndependent, seed } = before.split;
  return { config: { method, testSize, validationSize, column, orderIndependent }, seed };
}
