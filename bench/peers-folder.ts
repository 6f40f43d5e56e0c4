/** @file Where the environment of the other side of a comparison lives: outside the checkout, so that it is reused. */
import { homedir } from "node:os";
import path from "node:path";

/** The environment's folder; `LEXOPS_PEERS` names another. */
export function peersFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache");
  return process.env["LEXOPS_PEERS"] ?? path.join(cache, "lexops", "peers");
}

/** Where its packages for Node lie, a project of their own. */
export function nodePeersFolder(): string {
  return path.join(peersFolder(), "node");
}
