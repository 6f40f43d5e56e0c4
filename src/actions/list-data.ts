import type { api } from "../api/index.ts";
import type { Action } from "./action.ts";
import { versionRow } from "./version-facts.ts";

/** Every data set of the home folder; none where there is no home folder. */
export const listData: Action<typeof api.listData> = async ({ home }) => {
  const stores = await home.read();
  const names = stores === undefined ? [] : await stores.dataVersions.listNames();
  const dataSets = [];
  for (const name of names)
    dataSets.push({ name, versions: (await stores!.dataVersions.listVersions(name)).map(versionRow) });
  return { home: home.folder, dataSets };
};
