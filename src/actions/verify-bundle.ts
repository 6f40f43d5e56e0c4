import type { api } from "../api/index.ts";
import { AlteredBundleError, verifyBundle as verify } from "../lifecycle/bundle/index.ts";
import type { Action } from "./action.ts";

/** Fails with the names of the files that are not as they were sealed. */
export const verifyBundle: Action<typeof api.verifyBundle> = async (_context, { bundle }) => {
  const { id, name, files, sizeBytes, problems } = await verify(bundle);
  if (problems.length > 0) throw new AlteredBundleError(bundle, problems);
  return { folder: bundle, id, name, files, sizeBytes, intact: true };
};
