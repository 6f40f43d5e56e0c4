import type { api } from "../api/index.ts";
import {
  downloadFiles,
  type HubClient,
  hubSettings,
  listHubFiles,
  requireRepository,
  requireRevision,
} from "../lifecycle/hub/index.ts";
import {
  importPretrained,
  isModelFile,
  ModelNameTakenError,
  openStoredModel,
  requireModelName,
} from "../lifecycle/pretrained/index.ts";
import type { Action } from "./action.ts";
import { importedFacts } from "./imported-facts.ts";
import { version } from "./version.ts";

const retryDelayMs = 500;
const idleMs = 60_000;

/** A model of a hub as a model of the home folder. */
export const pullModel: Action<typeof api.pullModel> = async (context, input) => {
  const { home, clock, progress, signal, notice, env, fetch } = context;
  const settings = hubSettings(env);
  const client: HubClient = { settings, fetch, userAgent: `lexops/${version}`, retryDelayMs, idleMs };
  const repository = requireRepository(input.repository);
  const name = input.name ?? repository;
  requireModelName(name);
  const listing = await listHubFiles(client, repository, requireRevision(input.revision), signal);
  const { commit } = listing;
  const options = {
    name,
    licence: input.licence,
    source: `${repository}@${commit}`,
    createdAt: clock.now().toISOString(),
    progress,
    signal,
  };
  const stores = await home.write();
  const known = await stores.pretrained.find(name);
  if (known !== undefined) {
    if (known.source !== options.source) throw new ModelNameTakenError(name, known.id);
    const { folder } = await openStoredModel(stores, name);
    return { ...importedFacts(context, await importPretrained(stores, folder, options)), commit };
  }
  const download = await stores.openDownload(repository.replace("/", "--"));
  await home.close(); // others may write while this fetches
  try {
    const wanted = { repository, listing, isWanted: isModelFile, folder: download.folder, progress, signal };
    const folder = await downloadFiles(client, wanted).catch((error) => {
      if (signal.aborted) notice("what was fetched stays; the same command goes on from there.");
      throw error;
    });
    const imported = await importPretrained(await home.write(), folder, options);
    await download.clear();
    return { ...importedFacts(context, imported), commit };
  } finally {
    await download.release();
  }
};
