import type { api } from "../api/index.ts";
import { requireVersionName } from "../lifecycle/data-versions/index.ts";
import type { Action } from "./action.ts";
import { VersionNeededError } from "./errors.ts";
import { namedVersion } from "./named-version.ts";

/** Takes a version off the lists. */
export const removeData: Action<typeof api.removeData> = async ({ home, clock }, input) => {
  if (!input.version.includes("@")) throw new VersionNeededError(requireVersionName(input.version).name);
  const { version } = await namedVersion(home, input.version);
  const { name, number, id } = version.record;
  await (await home.write()).dataVersions.removeVersion(name, number, clock.now().toISOString());
  return { version: version.title, id };
};
